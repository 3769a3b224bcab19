import Glibc
import Synchronization

@testable import Journal

/// Files in memory behind the journal's system calls: what no sync has confirmed may be lost sector
/// by sector, names may be lost in order, and what a failed sync left is not written by the next.
///
/// A sector is what the disk writes whole: that of a disk, a page, or no more than a cache line.
final class SimulatedDisk {
    /// What of a file differs from what the disk has.
    private struct File {
        var path: String
        var durableSize = 0
        /// Sectors written since the last sync, with what the disk has of them.
        var dirty: [Int: [UInt8]] = [:]
        /// Sectors that a failed sync has left: they look written, and no sync writes them.
        var lost: [Int: [UInt8]] = [:]
    }

    private enum NameChange {
        case created(String)
        case renamed(from: String, to: String)
    }

    private let sectorBytes: Int

    private let world: World
    private var files: [UInt64: File] = [:]
    private var names: [NameChange] = []
    /// How many of the next writes find no room; nil: all.
    var isFull = false
    var failsNextSync = false
    var failsNextWrite = false
    var cutsNextWriteShort = false

    init(_ world: World) {
        self.world = world
        sectorBytes = Int(world.dice.pick([64, 64, 64, 512, 4096]))
    }

    /// The calls that a journal makes.
    var calls: SystemCalls {
        var calls = SystemCalls.kernel
        unsafe calls.write = { [box = Box(self)] in unsafe box.disk.write($0, $1, $2, $3) }
        calls.truncate = { [box = Box(self)] in box.disk.truncate($0, $1) }
        calls.syncData = { [box = Box(self)] in box.disk.sync($0) }
        calls.sync = { [box = Box(self)] in box.disk.sync($0) }
        calls.create = { [box = Box(self)] in box.disk.create($0) }
        calls.rename = { [box = Box(self)] in box.disk.rename($0, $1) }
        return calls
    }

    // @unchecked because the calls are made on the one thread of the simulation.
    private struct Box: @unchecked Sendable {
        let disk: SimulatedDisk

        init(_ disk: SimulatedDisk) { self.disk = disk }
    }

    private func fail(_ code: Int32) -> Int32 {
        world.failedCalls += 1
        errno = code
        return -1
    }

    private func write(
        _ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int, _ offset: Int
    ) -> Int {
        guard !world.isDead else { return Int(fail(EIO)) }
        var written = count
        let dies = world.burns()
        if dies { written = Int(world.dice.int(0...Int64(count))) }
        if failsNextWrite {
            failsNextWrite = false
            return Int(fail(EIO))
        }
        if isFull {
            if world.dice.oneIn(2) || count < 2 { return Int(fail(ENOSPC)) }
            written = Int(world.dice.int(1...Int64(count - 1)))
        }
        if cutsNextWriteShort, count > 1 {
            cutsNextWriteShort = false
            written = Int(world.dice.int(1...Int64(count - 1)))
        }
        world.trace("write \(state(of: file).inode) \(offset)+\(written) of \(count)")
        remember(file, offset..<(offset + written))
        let done = unsafe SystemCalls.kernel.write(file, bytes, written, offset)
        return dies ? Int(fail(EIO)) : done
    }

    private func truncate(_ file: Int32, _ size: Int) -> Int32 {
        guard !world.isDead, !world.burns() else { return fail(EIO) }
        guard world.mutant != .keepsTornTail else { return 0 }
        let end = Int(lseek(file, 0, SEEK_END))
        world.trace("truncate \(state(of: file).inode) from \(end) to \(size)")
        if size < end { remember(file, size..<end) }
        return SystemCalls.kernel.truncate(file, size)
    }

    private func sync(_ file: Int32) -> Int32 {
        guard !world.isDead, !world.burns() else { return fail(EIO) }
        let (inode, size, isFolder) = state(of: file)
        world.trace("sync \(inode) \(size) \(isFolder ? "folder" : "") fails \(failsNextSync)")
        guard !isFolder else {
            names = []
            return 0
        }
        if failsNextSync {
            failsNextSync = false
            loseSome(of: inode)
            return world.mutant == .syncFailureIgnored ? 0 : fail(EIO)
        }
        guard world.mutant != .acknowledgesBeforeSync else { return 0 }
        files[inode]?.dirty = [:]
        files[inode]?.durableSize = size
        return 0
    }

    /// Some sectors were written before the failure, the others never will be.
    private func loseSome(of inode: UInt64) {
        guard var file = files[inode] else { return }
        for sector in file.dirty.keys.sorted() {
            let old = file.dirty.removeValue(forKey: sector)
            if world.dice.oneIn(2) { file.lost[sector] = old }
        }
        files[inode] = file
    }

    private func create(_ path: String) -> Int32 {
        guard !world.isDead, !world.burns() else { return fail(EIO) }
        guard !isFull else { return fail(ENOSPC) }
        let file = SystemCalls.kernel.create(path)
        // What had the name before has none any more.
        files = files.filter { $0.value.path != path }
        files[state(of: file).inode] = File(path: path)
        world.trace("create \(path.suffix(30)) \(state(of: file).inode)")
        names.append(.created(path))
        return file
    }

    private func rename(_ from: String, _ to: String) -> Int32 {
        guard !world.isDead, !world.burns() else { return fail(EIO) }
        world.trace("rename \(from.suffix(30))")
        names.append(.renamed(from: from, to: to))
        move(from, to)
        return SystemCalls.kernel.rename(from, to)
    }

    private func move(_ from: String, _ to: String) {
        for inode in files.keys where files[inode]?.path == from { files[inode]?.path = to }
    }

    private func state(of file: Int32) -> (inode: UInt64, size: Int, isFolder: Bool) {
        var status = stat()
        unsafe fstat(file, &status)
        return (UInt64(status.st_ino), Int(status.st_size), status.st_mode & S_IFMT == S_IFDIR)
    }

    /// Keeps what the disk has of the sectors that are about to change.
    private func remember(_ file: Int32, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let inode = state(of: file).inode
        guard files[inode] != nil else { return }
        let sectors = range.lowerBound / sectorBytes...(range.upperBound - 1) / sectorBytes
        let start = sectors.lowerBound * sectorBytes
        var bytes = [UInt8](repeating: 0, count: sectors.count * sectorBytes)
        _ = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(file, buffer.baseAddress, buffer.count, start)
        }
        for sector in sectors where files[inode]?.dirty[sector] == nil {
            let place = (sector - sectors.lowerBound) * sectorBytes
            let old = files[inode]?.lost.removeValue(forKey: sector)
            files[inode]?.dirty[sector] = old ?? Array(bytes[place..<(place + sectorBytes)])
        }
    }

    /// The power fails: of what was not synced there is some of it, or nothing.
    ///
    /// - Precondition: nobody has a file open.
    func cutPower() {
        for inode in files.keys.sorted() {
            guard let file = files[inode] else { continue }
            fall(back: file)
            files[inode]?.dirty = [:]
            files[inode]?.lost = [:]
        }
        let kept = Int(world.dice.int(0...Int64(names.count)))
        for change in names[kept...].reversed() {
            switch change {
            case .created(let path): unsafe unlink(path)
            case .renamed(let from, let to):
                move(to, from)
                _ = SystemCalls.kernel.rename(to, from)
            }
        }
        names = []
        (isFull, failsNextSync, failsNextWrite, cutsNextWriteShort) = (false, false, false, false)
    }

    private func fall(back file: File) {
        let descriptor = unsafe open(file.path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let size = state(of: descriptor).size
        let share = world.dice.int(0...7)
        world.trace(
            "power cut: \(file.path.suffix(30)) \(size) dirty \(file.dirty.keys.sorted()) "
                + "lost \(file.lost.keys.sorted()) durable \(file.durableSize) share \(share)")
        let old = file.dirty.merging(file.lost) { dirty, _ in dirty }
        let keepsSize = file.durableSize == size || world.dice.oneIn(2)
        // All are lost, some, none, or one alone: mostly that which was to be written first.
        let sectors = old.keys.sorted()
        let only = share < 5 ? nil : world.dice.oneIn(3) ? sectors.last : sectors.first
        for sector in sectors where only.map({ $0 == sector }) ?? (world.dice.int(0...3) >= share) {
            guard let bytes = old[sector] else { continue }
            _ = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(descriptor, buffer.baseAddress, buffer.count, sector * sectorBytes)
            }
        }
        ftruncate(descriptor, keepsSize ? size : file.durableSize)
        files[state(of: descriptor).inode]?.durableSize = keepsSize ? size : file.durableSize
    }
}
