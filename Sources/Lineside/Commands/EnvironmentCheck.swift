import Foundation
import NIOCore
import NIOPosix
import Plant

/// What of a plant's surroundings is not as its file says: files that cannot be read, brokers that
/// do not answer.
struct EnvironmentCheck {
    let plant: Plant

    /// How long a broker may take to accept a connection.
    private static let patience = TimeAmount.seconds(2)

    /// One sentence each; empty where all is well.
    func findings() async -> [String] {
        var findings = undecodedSignals
        for broker in plant.brokers {
            findings += unreadableFiles(broker)
            guard await !isReachable(broker) else { continue }
            findings.append(
                "broker \(broker.id) does not answer at \(broker.host):\(broker.port)")
        }
        return findings
    }

    private var undecodedSignals: [String] {
        plant.signals.compactMap { signal in
            guard case .sparkplug = signal.source else { return nil }
            return "signal \(signal.path): Sparkplug is not decoded yet, nothing will come of it"
        }
    }

    private func unreadableFiles(_ broker: Broker) -> [String] {
        [broker.passwordFile, broker.caFile, broker.certificateFile, broker.keyFile]
            .compactMap { $0 }
            .filter { !FileManager.default.isReadableFile(atPath: $0) }
            .map { "broker \(broker.id): cannot read \($0)" }
    }

    private func isReachable(_ broker: Broker) async -> Bool {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(Self.patience)
        guard
            let channel = try? await bootstrap.connect(host: broker.host, port: Int(broker.port))
                .get()
        else { return false }
        try? await channel.close()
        return true
    }
}
