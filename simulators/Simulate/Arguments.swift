import ArgumentParser
import Engine
import Foundation

/// A broker, `host:port`.
struct BrokerAddress: ExpressibleByArgument, CustomStringConvertible {
    let host: String
    let port: Int32

    init(host: String, port: Int32) {
        self.host = host
        self.port = port
    }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"),
            let port = Int32(argument[argument.index(after: colon)...]),
            (1...65_535).contains(port), colon > argument.startIndex
        else { return nil }
        self.init(host: String(argument[..<colon]), port: port)
    }

    var description: String { "\(host):\(port)" }
    var defaultValueDescription: String { description }
}

/// A length of simulated time, like `8h`, `90m`, `45s` or `1h30m`; above 0.
struct SimulatedDuration: ExpressibleByArgument {
    let milliseconds: Milliseconds

    init?(argument: String) {
        let units: [Character: Milliseconds] = [
            "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
        ]
        var sum: Milliseconds = 0
        var digits = ""
        for character in argument {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            guard let unit = units[character], let count = Int64(digits), count < 100_000 else {
                return nil
            }
            sum += count * unit
            digits = ""
        }
        guard digits.isEmpty, sum > 0 else { return nil }
        milliseconds = sum
    }
}

/// A simulated start, on a whole second.
enum StartTime: ExpressibleByArgument {
    case at(Milliseconds)
    case before(SimulatedDuration)

    init?(argument: String) {
        if argument.hasPrefix("-") {
            guard let length = SimulatedDuration(argument: String(argument.dropFirst())) else {
                return nil
            }
            self = .before(length)
            return
        }
        guard let date = try? Date(argument, strategy: .iso8601), date.timeIntervalSince1970 >= 0
        else { return nil }
        self = .at(Milliseconds(date.timeIntervalSince1970) * 1000)
    }

    func instant(now: Milliseconds) -> Milliseconds {
        switch self {
        case .at(let instant): instant
        case .before(let length): max(0, now - now % 1000 - length.milliseconds)
        }
    }
}

/// How fast simulated time runs.
enum Speed: ExpressibleByArgument {
    case factor(Double)
    case max

    init?(argument: String) {
        if argument == "max" {
            self = .max
            return
        }
        guard let factor = Double(argument), factor > 0, factor.isFinite else { return nil }
        self = .factor(factor)
    }
}

/// Kinds of faults, like `late,reset`.
struct FaultList: ExpressibleByArgument {
    let kinds: Set<FaultKind>

    init(kinds: Set<FaultKind>) { self.kinds = kinds }

    init?(argument: String) {
        let names = argument.split(separator: ",", omittingEmptySubsequences: false)
        let kinds = names.compactMap { FaultKind(rawValue: String($0)) }
        guard kinds.count == names.count else { return nil }
        self.kinds = Set(kinds)
    }

    var defaultValueDescription: String { "none" }
}
