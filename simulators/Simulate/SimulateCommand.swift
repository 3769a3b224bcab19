import ArgumentParser
import Engine
import Foundation

/// The command `lineside-simulate`: a line, unless it is told otherwise.
@main
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineside-simulate",
        abstract: "Run seeded production lines, with known truth.",
        subcommands: [LineCommand.self, YearCommand.self], defaultSubcommand: LineCommand.self)
}

/// `lineside-simulate line`: a line as discrete events.
struct LineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "line",
        abstract: "Run a seeded production line that publishes over MQTT, with known truth.",
        discussion: """
            EXAMPLES
              A face-mask line in real time, until Ctrl-C:
                lineside-simulate --broker 127.0.0.1:18830
              A line of wafers, or one of your own:
                lineside-simulate --scenario sic-wafer
                lineside-simulate --scenario my-line.yaml
              The last two hours at once, then in real time:
                lineside-simulate --start -2h --catch-up --truth truth.json
              One shift as fast as the broker takes it:
                lineside-simulate --start 2026-03-02T08:00:00+08:00 --duration 8h --speed max
              The same shift as a file, without a broker:
                lineside-simulate --start 2026-03-02T08:00:00+08:00 --duration 8h \\
                  --messages messages.jsonl --truth truth.json
              And with everything that can go wrong between the line and who listens:
                lineside-simulate ... --messages messages.jsonl --truth truth.json \\
                  --faults connection,restart,late,reset
              A year of a funded line whose totals are known beforehand:
                lineside-simulate year --messages year.jsonl

            Scenarios: \(Scenario.names.joined(separator: ", ")).
            The same scenario, seed, start, scale, counters and faults give the same messages, byte
            for byte; the truth is the same with faults and without.
            """)

    @Option(help: "The line to run: the name of a scenario, or a scenario file.")
    var scenario = "mask-line"

    @Option(help: "Broker, as host:port.")
    var broker = BrokerAddress(host: "127.0.0.1", port: 18830)

    @Option(help: "Decides every random draw.")
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: "Simulated start: RFC 3339, or relative to now like -2h. (default: now)")
    var start: StartTime?

    @Option(help: "Simulated time to run, like 8h, 90m or 1h30m. (default: until SIGTERM)")
    var duration: SimulatedDuration?

    @Option(help: "Factor to real time, or max. (default: 1 to a broker, max to a file)")
    var speed: Speed?

    @Flag(help: "Run as fast as possible until now, then in real time.")
    var catchUp = false

    @Option(help: "At most so many messages a second.")
    var rateLimit: Int?

    @Option(help: "Multiplies all cycle times, 1 to 100.")
    var scaleCycle: Int64 = 1

    @Option(help: "What the total counters show at the start.")
    var countersStart: Int64 = 100_000

    @Option(help: "First level of the topics. (default: the scenario's line)")
    var line: String?

    @Option(help: "Write the truth about the run to this JSON file at the end.")
    var truth: String?

    @Option(help: "Write messages.jsonl to this file instead of publishing; - is standard output.")
    var messages: String?

    @Option(
        help: """
            What goes wrong, joined by commas: late, reset; to a file also connection, restart. \
            What really happened stays the same.
            """)
    var faults = FaultList(kinds: [])

    @Option(help: "How many items the counters show before they begin again. (default: no end)")
    var counterModulus: Int64?

    @Option(help: "MQTT client identifier. (default: simulate-LINE)")
    var clientId: String?

    @Option(help: "MQTT quality of service, 0 or 1.")
    var qos = 1

    @Option(help: "At most so many messages without an acknowledgement.")
    var inFlight = 1000

    func validate() throws {
        guard (1...100).contains(scaleCycle) else {
            throw ValidationError("--scale-cycle is from 1 to 100")
        }
        guard countersStart >= 0 else { throw ValidationError("--counters-start is from 0 up") }
        guard (0...1).contains(qos) else { throw ValidationError("--qos is 0 or 1") }
        guard (1...60_000).contains(inFlight) else {
            throw ValidationError("--in-flight is from 1 to 60000")
        }
        guard rateLimit.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--rate-limit is above 0")
        }
        let isLevel = line?.allSatisfy { $0.isASCII && !"+#/\"\\ ".contains($0) } ?? true
        guard line != "", isLevel else {
            throw ValidationError("--line is one level of a topic")
        }
        guard (10...1_000_000_000).contains(counterModulus ?? 10) else {
            throw ValidationError("--counter-modulus is from 10 to 1000000000")
        }
        guard faults.kinds.allSatisfy(\.isOfPlant) || (messages != nil && qos == 1) else {
            throw ValidationError("connection and restart are faults of --messages with --qos 1")
        }
        if catchUp, speed != nil { throw ValidationError("--catch-up sets the speed itself") }
        if messages != nil, duration == nil {
            throw ValidationError("--messages needs a --duration")
        }
    }

    func run() throws {
        let now = WallClock.now
        let scenario = try readScenario()
        let settings = Line.Settings(
            scenario: scenario, seed: seed, start: start?.instant(now: now) ?? now - now % 1000,
            cycleScale: scaleCycle, countersStart: countersStart)
        var run = SimulatedRun(
            line: Line(settings), end: duration.map { settings.start + $0.milliseconds },
            pace: pace(start: settings.start),
            recorder: truth == nil ? nil : Recorder(of: scenario),
            faults: PlantFaults(plan(settings)))
        let line = line ?? scenario.line
        let delivery = try deliver(&run, line: line)
        standardError("published \(delivery.published) acknowledged \(delivery.acknowledged)")
        if let truth { try write(run, delivery, line: line, to: truth) }
        guard delivery.isComplete else { throw ExitCode.failure }
    }

    private func plan(_ settings: Line.Settings) -> FaultPlan {
        FaultPlan(
            faults.kinds, of: settings,
            modulus: counterModulus.map { $0 * settings.scenario.countsPerItem })
    }

    private func pace(start: Milliseconds) -> Pace {
        if catchUp { return Pace(origin: .event, rateLimit: rateLimit) }
        let speed = speed ?? (messages == nil ? .factor(1) : .max)
        return switch speed {
        case .max: Pace(origin: .none, rateLimit: rateLimit)
        case .factor(let factor): Pace(origin: .start(start, factor), rateLimit: rateLimit)
        }
    }

    private func readScenario() throws -> Scenario {
        do {
            if let built = try Scenario.named(scenario) { return built }
            let url = URL(fileURLWithPath: scenario)
            let name = url.deletingPathExtension().lastPathComponent
            return try Scenario(yaml: String(contentsOf: url, encoding: .utf8), name: name)
        } catch let error as ScenarioError {
            throw ValidationError("\(scenario):\(error)")
        } catch {
            throw ValidationError("--scenario \(scenario): \(error.localizedDescription)")
        }
    }

    private func deliver(_ run: inout SimulatedRun, line: String) throws -> Delivery {
        let stop = StopSignal()
        let wording = Wording(run.scenario, line: line)
        if let messages {
            var sink = try MessageFile(
                path: messages, wording: wording, qos: qos,
                network: Network(plan(run.settings)))
            return try run.run(into: &sink, stop: stop)
        }
        let options = MQTTPublisher.Options(
            address: broker, clientID: clientId ?? "simulate-\(line)", wording: wording,
            qos: Int32(qos), inFlight: inFlight)
        var sink = try MQTTPublisher(options, stop: stop)
        return try run.run(into: &sink, stop: stop)
    }

    private func write(
        _ run: SimulatedRun, _ delivery: Delivery, line: String, to path: String
    ) throws {
        guard let truth = run.truth else { return }
        let json = truth.json(
            line: line, published: delivery.published, acknowledged: delivery.acknowledged)
        try Data(json).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}

/// Writes one line to standard error.
func standardError(_ text: String) {
    FileHandle.standardError.write(Data("lineside-simulate: \(text)\n".utf8))
}
