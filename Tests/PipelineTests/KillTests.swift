import Foundation
import Journal
import Pipeline
import Plant
import Production
import Storage
import Telemetry
import Testing

/// Killed at any record and started again, the figures equal those of an uninterrupted run.
@Suite struct KillTests {
    private static let happenings = recording(seconds: 120)

    private static func uninterrupted() throws -> Sums {
        let place = try Workplace()
        try place.open()
        try place.takeAll(happenings)
        try place.flush()
        return try place.sums(0, 121)
    }

    @Test(arguments: Array(stride(from: 2, to: 170, by: 12)))
    func aKillAtAnyRecordDoesNotMatter(kill: Int) throws {
        let place = try Workplace()
        try place.open()
        for (index, happening) in Self.happenings.enumerated() {
            try place.take(happening)
            if index % 5 == 0 { try place.commit() }
            if index % 31 == 0 { try place.flush() }
            guard index == kill else { continue }
            try place.lane?.intake.commit()
            try restart(place, at: happening)
        }
        try place.commit()
        try place.flush()
        #expect(try place.sums(0, 121) == Self.uninterrupted(), "killed at \(kill)")
        #expect(try place.counts.isBalanced)
    }

    @Test func oneKillAfterTheOtherDoesNotMatter() throws {
        let place = try Workplace()
        try place.open()
        for (index, happening) in Self.happenings.enumerated() {
            try place.take(happening)
            if index % 3 == 0 { try place.commit() }
            if index % 8 == 0 { try place.flush() }
            guard index > 2, index % 11 == 0 else { continue }
            try place.lane?.intake.commit()
            try restart(place, at: happening)
        }
        try place.commit()
        try place.flush()
        #expect(try place.sums(0, 121) == Self.uninterrupted())
    }

    @Test(arguments: [true, false])
    func redeliveriesOverARestartCountOnce(isStored: Bool) throws {
        let place = try Workplace()
        try place.open()
        let pulses = (0..<5).map { second in
            Happening.Message(
                topic: "pulse", payload: #"{"n":1}"#, second: Int64(second + 10),
                packetID: UInt16(second + 1))
        }
        try place.takeAll([
            .event(.started, second: 0), .event(.connectionUp(sessionPresent: false), second: 0),
        ])
        try place.takeAll(pulses.map { .message($0) })
        if isStored { try place.flush() }
        try restart(place, at: .event(.tick, second: 20))
        // The acknowledgements were lost: all come again, and two new ones behind them.
        var again = pulses
        for index in again.indices {
            again[index].isDuplicate = true
            again[index].second = 30
        }
        let new = [6, 7].map { id in
            Happening.Message(topic: "pulse", payload: #"{"n":1}"#, second: 31, packetID: id)
        }
        try place.takeAll((again + new).map { .message($0) } + [.event(.tick, second: 40)])
        try place.flush()
        #expect(try place.counts[.redelivered] == 5)
        #expect(try place.sums(0, 41).pieces.scrap == 7 * quantityScale)
        #expect(try place.counts.isBalanced)
    }

    @Test func aNewSessionHasNoRedeliveries() throws {
        let place = try Workplace()
        try place.open()
        var pulse = Happening.Message(topic: "pulse", payload: #"{"n":1}"#, second: 10, packetID: 1)
        try place.takeAll([
            .event(.started, second: 0), .event(.connectionUp(sessionPresent: false), second: 0),
            .message(pulse),
        ])
        place.kill()
        try place.open()
        pulse.isDuplicate = true
        pulse.second = 20
        try place.takeAll([
            .event(.started, second: 15), .event(.connectionUp(sessionPresent: false), second: 15),
            .message(pulse), .event(.tick, second: 30),
        ])
        try place.flush()
        #expect(try place.counts[.redelivered] == 0)
        #expect(try place.sums(0, 31).pieces.scrap == 2 * quantityScale)
    }

    private func restart(_ place: Workplace, at happening: Happening) throws {
        let second =
            switch happening {
            case .message(let message): message.second
            case .event(_, let second): second
            }
        place.kill()
        try place.open()
        try place.takeAll([
            .event(.started, second: second),
            .event(.connectionUp(sessionPresent: true), second: second),
        ])
    }
}
