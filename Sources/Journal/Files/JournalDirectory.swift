internal import Glibc

/// The directory of a journal: its segment files by their first record.
struct JournalDirectory: Sendable {
    static let unfinishedSuffix = ".new"
    static let damagedSuffix = ".damaged"

    let path: String
    let calls: SystemCalls

    init(_ path: String, calls: SystemCalls = .kernel) {
        self.path = path
        self.calls = calls
    }

    /// The path of a segment.
    func path(of first: UInt64) -> String { path + "/" + SegmentFormat.name(first: first) }

    /// Makes the directory where it does not exist; its parent must.
    func createIfMissing() throws(JournalError) {
        guard unsafe mkdir(path, 0o750) != 0 else {
            let parent = try JournalFile.open(path + "/..", flags: O_DIRECTORY, calls: calls)
            try parent.sync()
            return
        }
        guard errno == EEXIST else { throw .last(call: "mkdir", path: path) }
    }

    /// The names in the directory.
    func names() throws(JournalError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw .last(call: "opendir", path: path) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            names.append(name)
        }
        return names
    }

    /// The first records of its segments, in order.
    func segments() throws(JournalError) -> [UInt64] {
        try names().compactMap(SegmentFormat.first(ofName:)).sorted()
    }

    /// Makes names durable.
    func sync() throws(JournalError) {
        try JournalFile.open(path, flags: O_DIRECTORY, calls: calls).sync()
    }

    /// Makes an empty segment that is durable with its name; for want of room nothing is left.
    ///
    /// Written under another name first, so that a segment's header is never torn.
    func createSegment(
        first: UInt64, session: JournalSession
    ) throws(JournalError) -> JournalFile {
        let unfinished = path(of: first) + Self.unfinishedSuffix
        do throws(JournalError) {
            let file = try JournalFile.create(unfinished, calls: calls)
            let header = SegmentFormat.header(session: session, first: first)
            try file.write(header.span, at: 0)
            try file.sync()
            guard calls.rename(unfinished, path(of: first)) == 0 else {
                throw JournalError.last(call: "rename", path: unfinished)
            }
            try sync()
        } catch {
            unsafe unlink(unfinished)
            throw error
        }
        return try JournalFile.open(path(of: first), flags: O_RDWR, calls: calls)
    }

    /// Removes a file; one that is not there counts as removed.
    func remove(_ name: String) throws(JournalError) {
        let file = path + "/" + name
        guard unsafe unlink(file) != 0, errno != ENOENT else { return }
        throw .last(call: "unlink", path: file)
    }

    /// Renames a segment so that it is none any more.
    func setAside(segment first: UInt64) throws(JournalError) {
        let target = path + "/" + (try unusedName(SegmentFormat.name(first: first)))
        guard calls.rename(path(of: first), target) == 0 else {
            throw .last(call: "rename", path: path(of: first))
        }
    }

    /// Moves the rest of a segment, from an offset on, into a file of its own.
    func setAside(segment first: UInt64, from offset: Int) throws(JournalError) {
        let file = try JournalFile.open(path(of: first), flags: O_RDWR, calls: calls)
        var rest: [UInt8] = []
        let count = max(0, try file.size() - offset)
        _ = try file.read(count, at: offset, appendingTo: &rest)
        let target = try unusedName(SegmentFormat.name(first: first) + ".\(offset)")
        let copy = try JournalFile.create(path + "/" + target, calls: calls)
        try copy.write(rest.span, at: 0)
        try copy.sync()
        try sync()
        try file.truncate(to: offset)
        try file.syncData()
    }

    private func unusedName(_ name: String) throws(JournalError) -> String {
        let taken = Set(try names())
        var candidate = name + Self.damagedSuffix
        var attempt = 1
        while taken.contains(candidate) {
            attempt += 1
            candidate = "\(name).\(attempt)\(Self.damagedSuffix)"
        }
        return candidate
    }

    /// Opens a segment.
    func open(
        segment first: UInt64, flags: Int32 = O_RDONLY
    ) throws(JournalError) -> JournalFile {
        try JournalFile.open(path(of: first), flags: flags, calls: calls)
    }

    /// The session that a segment's header names; damage where there is no header, refused where
    /// it is of another version.
    func session(
        in file: borrowing JournalFile, first: UInt64
    ) throws(JournalError) -> JournalSession {
        var bytes: [UInt8] = []
        _ = try file.read(SegmentFormat.headerBytes, at: 0, appendingTo: &bytes)
        switch SegmentFormat.readHeader(bytes, first: first) {
        case .success(let session): return session
        case .failure(.damage(let reason)):
            throw damage(in: first, at: 0, record: first, reason)
        case .failure(.version(let version)):
            throw .unknownVersion(segment: SegmentFormat.name(first: first), version: version)
        }
    }

    /// The error that names damage in a segment.
    func damage(
        in first: UInt64, at offset: Int, record: UInt64?, _ reason: DamageReason
    ) -> JournalError {
        .damaged(
            JournalDamage(
                segment: SegmentFormat.name(first: first), offset: offset, record: record,
                reason: reason))
    }
}
