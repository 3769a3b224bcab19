import Foundation

/// One line on standard error that says how far something is.
///
/// On a terminal only, and only where it takes longer than two seconds. One thread.
final class ProgressLine {
    private let what: String
    private let isShown = isatty(STDERR_FILENO) == 1
    private let begin = ContinuousClock.now
    private var shownAt = ContinuousClock.now
    private var count = 0
    private var hasText = false

    init(_ what: String) {
        self.what = what
    }

    /// One more is done; `done` and `total` are in any unit, 0 where it is not known.
    func step(done: Int = 0, of total: Int = 0) {
        count += 1
        guard isShown, count.isMultiple(of: 64) else { return }
        let now = ContinuousClock.now
        guard now - begin > .seconds(2), now - shownAt > .milliseconds(200) else { return }
        shownAt = now
        let seconds = (now - begin) / .seconds(1)
        var text = "\(what): \(count), \(Int(Double(count) / seconds))/s"
        if total > 0, done > 0 {
            let part = Double(done) / Double(total)
            text += ", \(Int(100 * part)) %, \(Int(seconds / part - seconds)) s left"
        }
        show(text)
    }

    /// Shows a text of its own.
    func show(_ text: String) {
        guard isShown else { return }
        hasText = true
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Clears the line.
    func end() {
        guard hasText else { return }
        hasText = false
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
