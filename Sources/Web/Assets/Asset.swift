/// A file that is served from the binary.
enum Asset: CaseIterable, Sendable {
    case styles, liveModule, signalModule, icon

    /// Where it is; a new content has a new address, so that it may be kept for ever.
    var address: String { "\(path)?v=\(Self.version)" }

    /// Its path.
    var path: String {
        switch self {
        case .styles: "/assets/lineside.css"
        case .liveModule: "/assets/live.js"
        case .signalModule: "/assets/signals.js"
        case .icon: "/assets/icon.svg"
        }
    }

    /// Its media type.
    var type: String {
        switch self {
        case .styles: "text/css; charset=utf-8"
        case .liveModule, .signalModule: "text/javascript; charset=utf-8"
        case .icon: "image/svg+xml"
        }
    }

    /// What is in it.
    var content: String {
        switch self {
        case .styles:
            Self.colours + Self.layout + Self.production + Self.signalStyles + Self.documents
        case .liveModule: Self.live
        case .signalModule: Self.signals
        case .icon: Self.symbol
        }
    }

    /// A hash of all contents (FNV-1a), made once.
    private static let version: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in allCases.flatMap({ $0.content.utf8 }) {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }()

    private static let symbol = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
        <path fill="#5a6068" d="M0 0h16v16H0z"/>
        <path fill="#fff" d="M2 10h2v4H2zM5 7h2v7H5zM8 9h2v5H8zM11 3h3v11h-3z"/></svg>
        """
}
