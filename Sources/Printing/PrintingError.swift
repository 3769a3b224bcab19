/// Why a document could not be printed.
public enum PrintingError: Error, CustomStringConvertible {
    /// The font of printed documents is not installed.
    case fontMissing(String)
    /// A library says no, in its own words.
    case refused(String)

    /// A sentence.
    public var description: String {
        switch self {
        case .fontMissing(let family):
            "the font \(family) is not installed (Debian: fonts-noto-cjk)"
        case .refused(let words): "the document could not be printed: \(words)"
        }
    }
}
