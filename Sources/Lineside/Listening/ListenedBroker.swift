import ArgumentParser
import Intake
import Plant
import Reporting

/// A broker to listen to, as the options of a command name it.
struct BrokerOptions: ParsableArguments {
    @Option(help: "The broker, like mqtt://127.0.0.1:1883 or mqtts://broker.local:8883.")
    var broker: String?

    @Option(help: "The user's name at the broker.")
    var username: String?

    @Option(help: "A file that holds the password.")
    var passwordFile: String?

    @Option(help: "The authorities that may sign the broker's certificate (PEM); for mqtts.")
    var caFile: String?

    @Option(help: "Our own certificate (PEM), where the broker asks for one.")
    var certificateFile: String?

    @Option(help: "The key of our own certificate.")
    var keyFile: String?

    /// The entry of the plant file, `url` first.
    func entry(_ url: String) -> [(key: String, value: String)] {
        let keys = [
            ("url", url), ("username", username), ("password_file", passwordFile),
            ("ca_file", caFile), ("certificate_file", certificateFile), ("key_file", keyFile),
        ]
        return keys.compactMap { key, value in value.map { (key, $0) } }
    }
}

extension Plant {
    /// A plant that consists of its zone and its broker: enough to read recordings and to listen.
    static func listening(
        timeZone: String, broker: [(key: String, value: String)]
    ) throws -> Plant {
        let entries = broker.map { "\($0.key): \(JSON.string($0.value).text())" }
        let text = """
            version: 1
            plant: { id: heard, time_zone: \(JSON.string(timeZone).text()) }
            brokers: { shopfloor: { \(entries.joined(separator: ", ")) } }
            lines: { heard: { work_units: { heard: {} } } }
            """
        do {
            return try Plant.read(yaml: text, file: "options")
        } catch {
            let mistakes = error.diagnostics.filter { $0.severity == .error }
            throw failure(
                .validationFailure,
                mistakes.map { "\($0.message)\($0.hint.map { "; \($0)" } ?? "")" }
                    .joined(separator: "\n"))
        }
    }
}

extension IntakeOptions {
    /// A session of its own that the broker forgets when it ends: it acknowledges for nobody else.
    init(listeningTo broker: Broker, topics: [String]) {
        self.init(broker, topics: topics)
        clientID = "lineside-listen-\(UInt64.random(in: .min ... .max))"
        sessionExpirySeconds = 0
    }
}
