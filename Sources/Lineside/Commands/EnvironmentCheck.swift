import Foundation
import Plant

/// What of a plant's surroundings is not as its file says: files that cannot be read, brokers that
/// do not take us.
struct EnvironmentCheck {
    let plant: Plant

    /// One sentence each; empty where all is well.
    func findings() async -> [String] {
        var findings = undecodedSignals
        for broker in plant.brokers {
            findings += unreadableFiles(broker)
            guard let fault = await BrokerProbe().fault(of: broker) else { continue }
            findings.append(
                "broker \(broker.id) does not take us at \(broker.host):\(broker.port): \(fault)")
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
}
