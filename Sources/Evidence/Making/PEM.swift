public import Sealing

extension SigningKey {
    /// Reads what ``pem`` writes; nil where it is anything else.
    public init?(pem: String) {
        guard let der = PEM.bytes(pem, "PRIVATE KEY") else { return nil }
        self.init(der: der)
    }

    /// What openssl reads: `openssl pkey`.
    public var pem: String { PEM.text(der, "PRIVATE KEY") }
}

extension PublicKey {
    /// What openssl reads: `openssl pkey -pubin`.
    public var pem: String { PEM.text(der, "PUBLIC KEY") }
}

/// RFC 7468.
private enum PEM {
    static func text(_ der: [UInt8], _ label: String) -> String {
        "-----BEGIN \(label)-----\n\(Base64.text(der))\n-----END \(label)-----\n"
    }

    static func bytes(_ text: String, _ label: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        guard lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----"
        else { return nil }
        return Base64.bytes(lines.dropFirst().dropLast().joined())
    }
}
