internal import Yams

extension PlantReader {
    func readBroker(_ id: Text, _ node: Node, _ plant: String) {
        let keys = [
            "url", "client_id", "username", "password_file", "ca_file", "certificate_file",
            "key_file",
        ]
        let fields = Fields(node, "broker \(id.string)", keys: keys, report)
        let address = fields?.requiredValue(
            "url", "an address such as mqtt://127.0.0.1:1883", BrokerAddress.init)
        let clientID = fields?.value("client_id", "a client identifier") {
            text throws(Mismatch) in
            guard (1...256).contains(text.utf8.count) else {
                throw Mismatch(problem: "is not 1 to 256 bytes long")
            }
            return text
        }
        let broker = Broker(
            id: id.string, usesTLS: address?.usesTLS ?? false, host: address?.host ?? "",
            port: address?.port ?? 1883, clientID: clientID ?? "lineside-\(plant)",
            username: fields?.text("username", "a user name")?.string,
            passwordFile: fields?.requiredFile("password_file"),
            caFile: fields?.requiredFile("ca_file"),
            certificateFile: fields?.requiredFile("certificate_file"),
            keyFile: fields?.requiredFile("key_file"))
        brokerIDs.add(id.string, index: brokers.count)
        if let fields, let address { check(broker, address, fields) }
        brokers.append(broker)
    }

    private func check(_ broker: Broker, _ address: BrokerAddress, _ fields: Fields) {
        for key in ["ca_file", "certificate_file", "key_file"]
        where fields.has(key) && !address.usesTLS {
            report.error(
                fields.place(ofKey: key), "\"\(key)\" needs an encrypted connection",
                hint: "expected an url that begins with mqtts://")
        }
        for (key, other) in [("certificate_file", "key_file"), ("key_file", "certificate_file")]
        where fields.has(key) && !fields.has(other) {
            report.error(
                fields.place(ofKey: key), "\"\(key)\" stands without \"\(other)\"",
                hint: "a client certificate and its key belong together")
        }
        if fields.has("password_file"), !fields.has("username") {
            report.error(
                fields.place(ofKey: "password_file"),
                "\"password_file\" stands without \"username\"")
        }
        if let twin = brokers.first(where: {
            ($0.host, $0.port, $0.clientID) == (broker.host, broker.port, broker.clientID)
        }) {
            report.error(
                fields.place(of: "client_id"),
                "brokers \(quoted(twin.id)) and \(quoted(broker.id)) are one session",
                hint: "a broker ends one session when another begins with the same client_id")
        }
    }
}

extension Fields {
    /// A file's path, if the key is there.
    fileprivate func requiredFile(_ key: String) -> String? {
        value(key, "the path of a file") { text throws(Mismatch) in
            guard !text.isEmpty else { throw Mismatch(problem: "names no file") }
            return text
        }
    }
}

/// The parts of a broker's address.
struct BrokerAddress {
    var usesTLS: Bool
    var host: String
    var port: UInt16

    /// Reads `mqtt://host[:port]` or `mqtts://host[:port]`.
    init(_ text: String) throws(Mismatch) {
        if text.hasPrefix("mqtts://") {
            usesTLS = true
        } else if text.hasPrefix("mqtt://") {
            usesTLS = false
        } else {
            throw Mismatch(problem: "does not begin with mqtt:// or mqtts://")
        }
        let rest = text.drop { $0 != "/" }.dropFirst(2)
        guard !rest.contains("@") else {
            throw Mismatch(
                problem: "holds a user or password",
                hint: "give \"username\" and \"password_file\" instead", isSecret: true)
        }
        let end = rest.hasPrefix("[") ? rest.firstIndex(of: "]").map(rest.index(after:)) : nil
        let split = rest[(end ?? rest.startIndex)...].firstIndex(of: ":") ?? rest.endIndex
        let name = rest[..<split]
        host = String(end == nil ? name : name.dropFirst().dropLast())
        guard !host.isEmpty, !host.contains(where: { "/?# ".contains($0) }) else {
            throw Mismatch(problem: "names no host, or more than host and port")
        }
        port = usesTLS ? 8883 : 1883
        guard split < rest.endIndex else { return }
        guard let number = UInt16(rest[split...].dropFirst()), number > 0 else {
            throw Mismatch(problem: "has no port from 1 to 65535")
        }
        port = number
    }
}
