internal import Glibc

/// What somebody types at the terminal without its being shown.
public enum HiddenTyping {
    /// A line, without its end; nil where there is no terminal, or the typing was broken off.
    ///
    /// The terminal is as it was when this returns.
    public static func line(_ prompt: String) -> String? {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { _ = close(terminal) }
        var shown = termios()
        guard unsafe tcgetattr(terminal, &shown) == 0 else { return nil }
        var hidden = shown
        // Without signals, so that nothing ends the process before the terminal is put back.
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
        guard unsafe tcsetattr(terminal, TCSAFLUSH, &hidden) == 0 else { return nil }
        defer { _ = unsafe tcsetattr(terminal, TCSAFLUSH, &shown) }
        write(prompt, to: terminal)
        defer { write("\n", to: terminal) }
        var bytes: [UInt8] = []
        while bytes.count < longest {
            var byte: UInt8 = 0
            guard unsafe read(terminal, &byte, 1) == 1, byte != interrupt else { return nil }
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }

    /// No password has so many bytes.
    private static let longest = 4096
    /// Ctrl-C.
    private static let interrupt: UInt8 = 3

    private static func write(_ text: String, to terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(terminal, $0.baseAddress, $0.count) }
    }
}
