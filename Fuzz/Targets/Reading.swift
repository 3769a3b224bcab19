import Benefits
import CChecksum
import Decoding
import Glibc
import Journal
import Plant
import Production
import Telemetry

/// A plant file: refused with an error, or a plant with which everything can be done.
func plant(_ input: [UInt8]) {
    let yaml = String(decoding: input, as: UTF8.self)
    do throws(PlantError) {
        let plant = try Plant.read(yaml: yaml, file: "plant.yaml")
        let hash = plant.definitionHash()
        for broker in plant.brokers.indices {
            _ = plant.mappingHash(broker: broker)
            _ = Decoder(plant: plant, broker: broker)
            _ = Fold(plant: plant, broker: broker)
        }
        let week = TimeSpan(from: receiveTime, to: receiveTime + 7 * 86_400 * nanosecondsPerSecond)
        for line in plant.lines.indices { _ = plant.schedule(line: line, over: week) }
        let again = try Plant.read(yaml: yaml, file: "plant.yaml")
        claim(again.definitionHash() == hash, "a file is read in two ways")
    } catch {
        claim(
            error.diagnostics.contains { $0.severity == .error }, "refused without an error")
    }
}

/// `s` or `j` and a CSV of sales or jobs: taken whole, or refused with its mistakes.
func declared(_ input: [UInt8]) {
    let source = DeclaredSource(name: "x.csv", bytes: Array(input.dropFirst()))
    let isSales = input.first == UInt8(ascii: "s")
    do throws(DeclaredError) {
        _ = try DeclaredData.read(
            sales: isSales ? source : nil, jobs: isSales ? nil : source,
            plant: ConventionPlant.scalar)
    } catch {
        claim(!error.mistakes.isEmpty, "refused without a mistake")
    }
}

/// Segment files: a byte of options, two bytes of the first one's length, the bytes of both.
///
/// Option 1 makes every checksum right, so that what is behind them is read; 2 also opens the
/// journal for writing, which mends its end. What can be read is what the check reads, from the
/// start.
@Sendable func journal() -> FuzzTarget.Body {
    let folder = "/dev/shm/lineside-fuzz-\(getpid())"
    return { input in
        guard input.count >= 3 else { return }
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { fatalError("no folder") }
        let rest = input[3...]
        let length = min(rest.count, Int(input[1]) << 8 | Int(input[2]))
        var first = Array(rest.prefix(length))
        var second = Array(rest.dropFirst(length))
        var next: UInt64 = 2
        if input[0] & 1 > 0 {
            next = mend(&first, first: 1) ?? 2
            _ = mend(&second, first: next)
        }
        put(first, folder, 1)
        if !second.isEmpty { put(second, folder, next) }
        check(folder, isMending: input[0] & 2 > 0)
        empty(folder)
    }
}

private func check(_ folder: String, isMending: Bool) {
    var checked: [UInt64] = []
    let census = required { () throws(any Error) in
        try JournalCheck(directory: folder) { header, bytes in
            claim(header.payload.upperBound <= bytes.count, "a record ends behind its batch")
            checked.append(header.number)
        }
    }
    let read = records(folder)
    claim(checked.starts(with: read), "the reader reads what the check does not")
    claim(
        read.count == checked.count || !census.damage.isEmpty,
        "the reader stops though nothing is damaged")
    guard isMending else { return }
    let last: UInt64
    do throws(JournalError) {
        var writer = try JournalWriter(
            directory: folder, options: JournalOptions(damagePolicy: .setAside))
        last = writer.lastDurableRecord
        try writer.append(
            topic: [UInt8(1)].span, payload: [UInt8(2)].span, receiveTime: receiveTime, qos: 1)
        try writer.commit()
        claim(writer.lastDurableRecord == last + 1, "a record has another number")
    } catch {
        return
    }
    claim(records(folder, from: last + 1) == [last + 1], "what was written cannot be read")
    claim(read.starts(with: records(folder).dropLast()), "mending invents records")
}

/// The records that can be read from one on, else from the oldest.
private func records(_ folder: String, from first: UInt64? = nil) -> [UInt64] {
    var numbers: [UInt64] = []
    do throws(JournalError) {
        var start = first
        if start == nil { start = try JournalReader.oldest(in: folder)?.number }
        var reader = try JournalReader(directory: folder, from: max(start ?? 1, 1))
        var batch = JournalBatch()
        while try reader.next(into: &batch, maxBytes: 4096) {
            numbers += batch.records.map(\.number)
        }
    } catch {}
    return numbers
}

private func put(_ bytes: [UInt8], _ folder: String, _ first: UInt64) {
    let digits = String(first)
    let name = String(repeating: "0", count: 20 - digits.count) + digits + ".journal"
    guard let file = unsafe fopen("\(folder)/\(name)", "w") else { fatalError("no file") }
    _ = unsafe fwrite(bytes, 1, bytes.count, file)
    unsafe fclose(file)
}

private func empty(_ folder: String) {
    guard let stream = unsafe opendir(folder) else { return }
    while let entry = unsafe readdir(stream) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
            unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
                unsafe String(cString: $0)
            }
        }
        unsafe unlink("\(folder)/\(name)")
    }
    unsafe closedir(stream)
    unsafe rmdir(folder)
}

/// Makes the header right, the records' numbers follow each other, and all checksums right; gives
/// the number behind the last record.
private func mend(_ bytes: inout [UInt8], first: UInt64) -> UInt64? {
    guard bytes.count >= 64 else { return nil }
    bytes.replaceSubrange(0..<8, with: "LNSDJRNL".utf8)
    bytes.put(UInt32(1), at: 8)
    bytes.put(UInt64(0), at: 16)
    bytes.put(UInt64(0), at: 24)
    bytes.put(first, at: 32)
    let sum = crc(bytes[16..<64], crc(bytes[0..<12], 0))
    bytes.put(sum, at: 12)
    let seed = crc(bytes[16..<32], 0)
    var (place, number) = (64, first)
    while place + 32 <= bytes.count {
        let length = (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        guard length >= 32, place + length <= bytes.count else { break }
        // A seal closes the segment behind its last record.
        bytes.put(number, at: place + 8)
        let whole = bytes[place..<place + length]
        bytes.put(crc(whole.dropFirst(8), crc(whole.prefix(4), seed)), at: place + 4)
        guard bytes[place + 30] != 255 else { break }
        place += length
        number += 1
    }
    return number
}

private func crc(_ bytes: ArraySlice<UInt8>, _ seed: UInt32) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return seed }
        return unsafe lineside_crc32c(seed, base, buffer.count)
    }
}

extension [UInt8] {
    /// Writes a number, little-endian.
    fileprivate mutating func put<Number: FixedWidthInteger>(_ number: Number, at place: Int) {
        for byte in 0..<Number.bitWidth / 8 {
            self[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * Number(byte)))
        }
    }
}
