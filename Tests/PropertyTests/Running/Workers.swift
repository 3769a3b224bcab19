import Foundation

/// What whoever runs the tests asks for.
enum Environment {
    static func text(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    static func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    static func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// Seeds, spread over the cores.
enum Workers {
    static func reduce<Tally: Summable>(
        _ seeds: Range<UInt64>, into empty: Tally,
        _ body: @escaping @Sendable (inout Tally, UInt64) -> Void
    ) async -> Tally {
        let count = ProcessInfo.processInfo.activeProcessorCount
        return await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<count {
                group.addTask {
                    var tally = empty
                    for seed in seeds where seed % UInt64(count) == UInt64(worker) {
                        body(&tally, seed)
                    }
                    return tally
                }
            }
            return await group.reduce(into: empty) { $0 += $1 }
        }
    }
}

/// What is counted apart and added up.
protocol Summable: Sendable {
    static func += (left: inout Self, right: Self)
}
