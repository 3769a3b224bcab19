import Foundation

/// What libFuzzer's `main` calls first: `Fuzz TARGET [libFuzzer's arguments]` feeds one reader of
/// what comes from outside with what libFuzzer makes up.
///
/// `scripts/fuzz` builds and runs it. A trap, an assertion of the target, and an input that takes
/// longer than `-timeout` are crashes. Without a target it names them all.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<Int32>,
    _ texts: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> Int32 {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, FuzzTarget.all[arguments[1]] != nil else {
        let names = FuzzTarget.all.keys.sorted().joined(separator: "\n") + "\n"
        FileHandle.standardOutput.write(Data(names.utf8))
        exit(arguments.count > 1 ? 64 : 0)
    }
    unsafe count.pointee -= 1
    for place in 1..<Int(unsafe count.pointee) {
        unsafe texts.pointee?[place] = unsafe texts.pointee?[place + 1]
    }
    return 0
}

/// What it calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    unsafe chosen(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

// unsafe because a target is no Sendable closure; libFuzzer calls it from one thread.
private nonisolated(unsafe) let chosen: FuzzTarget.Body = {
    guard let make = FuzzTarget.all[CommandLine.arguments[1]] else {
        preconditionFailure("the target was looked for at the start")
    }
    return make()
}()

/// What can be fuzzed, by name.
enum FuzzTarget {
    /// Takes one input; returns, or the input is a crash.
    typealias Body = (_ input: [UInt8]) -> Void

    static let all: [String: @Sendable () -> Body] = [
        "json": { decoding(ConventionPlant.json) },
        "scalar": { decoding(ConventionPlant.scalar) },
        "shdr": { shdr },
        "stream": { stream() },
        "discover": { discover },
        "journal": { journal() },
        "plant": { plant },
        "query": { query() },
        "correction": { correction() },
        "multipart": { multipart },
        "control": { control() },
        "declared": { declared },
        "registry": { registry },
    ]
}

/// Ends the run: what should hold does not.
func claim(_ holds: Bool, _ what: @autoclosure () -> String) {
    guard holds else { fatalError(what()) }
}

/// What a target is built on is right.
func required<Value, Failure: Error>(_ make: () throws(Failure) -> Value) -> Value {
    do {
        return try make()
    } catch {
        fatalError("\(error)")
    }
}
