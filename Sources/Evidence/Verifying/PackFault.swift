internal import Foundation
public import Plant
internal import StorageSQLite

/// Why a file cannot be read as an evidence pack.
public enum PackFault: Sendable {
    /// There is no such file, or it may not be read.
    case missing
    /// It is another kind of file.
    case noPack
    /// It ends before its end.
    case cutShort
    /// It was made by a later version, or changed in its layout.
    case otherVersion
    /// Something in it is broken.
    case damaged
    /// It has no manifest.
    case noManifest

    /// Looks at the head of a file; nil: it may be a pack.
    init?(ofFileAt path: String) {
        guard let file = FileHandle(forReadingAtPath: path), let size = try? file.seekToEnd(),
            (try? file.seek(toOffset: 0)) != nil,
            let head = try? file.read(upToCount: Self.headLength)
        else {
            self = FileManager.default.fileExists(atPath: path) ? .noPack : .missing
            return
        }
        let bytes = [UInt8](head)
        guard !bytes.isEmpty, Self.magic.starts(with: bytes.prefix(Self.magic.count)) else {
            self = .noPack
            return
        }
        guard bytes.count == Self.headLength else {
            self = .cutShort
            return
        }
        func number(at place: Int, _ count: Int) -> UInt64 {
            bytes[place..<place + count].reduce(0) { $0 << 8 | UInt64($1) }
        }
        guard number(at: 68, 4) == UInt64(PackFile.application) else {
            self = .noPack
            return
        }
        let page = number(at: 16, 2)
        guard size < number(at: 28, 4) * (page == 1 ? 65_536 : page) else { return nil }
        self = .cutShort
    }

    /// The head of every SQLite file.
    private static let headLength = 100
    private static let magic = Array("SQLite format 3\0".utf8)

    /// What is wrong with it.
    public var wording: LocalizedText {
        let (english, chinese) =
            switch self {
            case .missing:
                ("there is no such file, or it may not be read", "沒有此檔案，或不可讀取")
            case .noPack:
                (
                    "this is no evidence pack; `lineside seal` makes them",
                    "此檔案並非證據包；證據包由 `lineside seal` 製作"
                )
            case .cutShort:
                (
                    "the evidence pack is cut short: copy it again from where it was made",
                    "證據包不完整，末段已截去：請由原處再次複製"
                )
            case .otherVersion:
                (
                    "the evidence pack has a layout that this version of the program does not know",
                    "此版本程式未能識別證據包的格式"
                )
            case .noManifest:
                ("the evidence pack has no manifest", "證據包沒有封存清單")
            case .damaged:
                (
                    "the evidence pack is damaged and cannot be read: copy it again from where it "
                        + "was made",
                    "證據包已損毀，無法讀取：請由原處再次複製"
                )
            }
        return LocalizedText(english: english, traditionalChinese: chinese)
    }
}
