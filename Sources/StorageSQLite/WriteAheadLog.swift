import Foundation

/// Reads SQLite's write-ahead log before SQLite does, which passes over whatever it cannot read
/// without a word: from the first frame whose checksum does not match, all is gone.
///
/// The last transaction may be unfinished, as after a crash: then it was never durable. Where
/// later transactions stand behind what cannot be read, that was durable, and the log is damaged.
struct WriteAheadLog {
    /// What is behind the last transaction that can be read.
    enum End: Equatable {
        /// Nothing, or what is left of an earlier log.
        case whole
        /// A transaction that was being written.
        case unfinished(offset: Int, bytes: Int)
        /// Durable transactions that cannot be reached any more, from a place on.
        case damaged(offset: Int)
    }

    /// Transactions that can be read.
    private(set) var transactions = 0
    private(set) var end = End.whole

    private typealias Sum = (UInt32, UInt32)

    private static let headerBytes = 32
    private static let frameHeaderBytes = 24

    private let file: FileHandle
    private let size: Int
    private let header: [UInt8]
    private let isHeaderWhole: Bool
    private let isBigEndian: Bool
    private let frameBytes: Int

    /// Reads the log beside a database; nil where there is none.
    init?(database path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path + "-wal") else { return nil }
        self.file = file
        size = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        header = [UInt8](try file.read(upToCount: Self.headerBytes) ?? Data())
        guard header.count == Self.headerBytes else { return nil }
        isBigEndian = header[0..<4] == [0x37, 0x7F, 0x06, 0x83]
        let sum = Self.sum(header[0..<24], after: (0, 0), isBigEndian: isBigEndian)
        isHeaderWhole =
            (isBigEndian || header.word(at: 0) == 0x377F_0682)
            && sum == (header.word(at: 24), header.word(at: 28))
        let page = isHeaderWhole ? Int(header.word(at: 8)) : Self.pageBytes(database: path)
        guard page >= 512 else { return nil }
        frameBytes = Self.frameHeaderBytes + page
        try read()
    }

    /// The page size that the database's own header tells.
    private static func pageBytes(database path: String) -> Int {
        guard let file = FileHandle(forReadingAtPath: path),
            let start = try? file.read(upToCount: 18), start.count == 18
        else { return 0 }
        let size = Int(start[16]) << 8 | Int(start[17])
        return size == 1 ? 65_536 : size
    }

    private mutating func read() throws {
        var sum = Sum(header.word(at: 24), header.word(at: 28))
        var committed = 0
        var place = 0
        while isHeaderWhole, let frame = try frame(place), isOurs(frame) {
            let own = self.sum(of: frame, after: sum)
            guard own == stored(frame) else { break }
            sum = own
            place += 1
            if frame.word(at: 4) != 0 { (committed, transactions) = (place, transactions + 1) }
        }
        if try isFollowed(place) {
            end = .damaged(offset: isHeaderWhole ? offset(place) : 0)
        } else if !isHeaderWhole {
            end = .unfinished(offset: 0, bytes: size)
        } else if let frame = try frame(place, orItsBeginning: true), isOurs(frame) {
            end = .unfinished(offset: offset(committed), bytes: size - offset(committed))
        } else if place > committed {
            end = .unfinished(
                offset: offset(committed), bytes: offset(place) - offset(committed))
        }
    }

    /// Whether a frame that follows one that cannot be read belongs to a later transaction than
    /// that: a transaction begins only when the one before it is durable.
    private func isFollowed(_ bad: Int) throws -> Bool {
        guard let first = try frame(bad) else { return false }
        guard isHeaderWhole else {
            // A damaged header takes even whole frames out of reach.
            return [headerSum, stored(header, at: 24)].contains {
                sum(of: first, after: $0) == stored(first)
            }
        }
        var wasCommit = isOurs(first) && first.word(at: 4) != 0
        var sums = [stored(first), sum(of: first, after: try sumBefore(bad))]
        var place = bad + 1
        while let frame = try frame(place) {
            if isOurs(frame) {
                let isWhole = sums.contains { sum(of: frame, after: $0) == stored(frame) }
                if isWhole, wasCommit { return true }
                wasCommit = wasCommit || frame.word(at: 4) != 0
            }
            sums = [stored(frame)]
            place += 1
        }
        return false
    }

    private var headerSum: Sum { Self.sum(header[0..<24], after: (0, 0), isBigEndian: isBigEndian) }

    private func sumBefore(_ place: Int) throws -> Sum {
        guard place > 0, let frame = try frame(place - 1) else { return stored(header, at: 24) }
        return stored(frame)
    }

    private func offset(_ place: Int) -> Int { Self.headerBytes + place * frameBytes }

    private func frame(_ place: Int, orItsBeginning: Bool = false) throws -> [UInt8]? {
        try file.seek(toOffset: UInt64(offset(place)))
        guard let data = try file.read(upToCount: frameBytes) else { return nil }
        guard data.count == frameBytes || orItsBeginning && data.count >= Self.frameHeaderBytes
        else { return nil }
        return [UInt8](data)
    }

    /// Whether a frame has the log's present salts, and is not left of an earlier log.
    private func isOurs(_ frame: [UInt8]) -> Bool { frame[8..<16] == header[16..<24] }

    private func stored(_ bytes: [UInt8], at place: Int = 16) -> Sum {
        (bytes.word(at: place), bytes.word(at: place + 4))
    }

    private func sum(of frame: [UInt8], after sum: Sum) -> Sum {
        let begun = Self.sum(frame[0..<8], after: sum, isBigEndian: isBigEndian)
        return Self.sum(
            frame[Self.frameHeaderBytes...], after: begun, isBigEndian: isBigEndian)
    }

    /// The checksum of SQLite's file format, section 4.2.
    private static func sum(
        _ bytes: ArraySlice<UInt8>, after sum: Sum, isBigEndian: Bool
    ) -> Sum {
        var (first, second) = sum
        for place in stride(from: bytes.startIndex, to: bytes.endIndex - 7, by: 8) {
            let (one, other) = (bytes.word(at: place), bytes.word(at: place + 4))
            first &+= (isBigEndian ? one : one.byteSwapped) &+ second
            second &+= (isBigEndian ? other : other.byteSwapped) &+ first
        }
        return (first, second)
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// Four bytes, the most significant first.
    fileprivate func word(at place: Int) -> UInt32 {
        UInt32(self[place]) << 24 | UInt32(self[place + 1]) << 16 | UInt32(self[place + 2]) << 8
            | UInt32(self[place + 3])
    }
}
