import Foundation
import Testing

@testable import Intake

/// Passwords and certificates against a real mosquitto.
@Suite(
    .serialized, .enabled(if: TestBroker.isInstalled, "SKIPPED: mosquitto is not installed"))
struct SecuredSessionTests {
    @Test func takesThePasswordFromItsFileAtEachAttempt() async throws {
        let broker = try TestBroker { folder in
            let file = folder.appendingPathComponent("users").path
            try run("/usr/bin/mosquitto_passwd", ["-b", "-c", file, "edge", "right"])
            return "allow_anonymous false\npassword_file \(file)"
        }
        defer { broker.stop() }
        let secret = broker.folder.appendingPathComponent("secret")
        try "wrong\n".write(to: secret, atomically: true, encoding: .utf8)
        var options = broker.options("password", topics: ["t"])
        options.credentials = IntakeCredentials(username: "edge", passwordFile: secret.path)
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("a refusal") { !recorder.now.failures.isEmpty }
        #expect(recorder.now.failures[0].kind == .refused)
        try "right\n".write(to: secret, atomically: true, encoding: .utf8)
        try await eventually("a connection") { recorder.now.events.contains("subscribed") }
        intake.stop()
        intake.join()
    }

    @Test func speaksTLSWithACertificateOfItsOwn() async throws {
        let broker = try TestBroker { folder in
            try makeCertificates(in: folder)
            return """
                allow_anonymous true
                cafile \(folder.path)/ca.pem
                certfile \(folder.path)/server.pem
                keyfile \(folder.path)/server.key
                require_certificate true
                """
        }
        defer { broker.stop() }
        let folder = broker.folder.path
        broker.publisherArguments = [
            "--cafile", folder + "/ca.pem", "--cert", folder + "/client.pem",
            "--key", folder + "/client.key",
        ]
        var options = broker.options("secured", topics: ["t"])
        options.tls = IntakeTLS(
            authorityFile: folder + "/ca.pem", certificateFile: folder + "/client.pem",
            keyFile: folder + "/client.key")
        let recorder = Recorder()
        let intake = try IntakeThread(options, delegate: recorder)
        try await eventually("a subscription") { recorder.now.events.contains("subscribed") }
        try broker.publish("t", (0..<3000).map(String.init))
        try await eventually("all messages") { recorder.now.messages.count >= 3000 }
        #expect(recorder.now.messages.map(\.text) == (0..<3000).map(String.init))
        intake.stop()
        intake.join()

        options.tls = IntakeTLS(authorityFile: folder + "/other.pem")
        let stranger = Recorder()
        let refused = try IntakeThread(options, delegate: stranger)
        try await eventually("a failure") { !stranger.now.failures.isEmpty }
        #expect(stranger.now.failures[0].kind == .tls)
        refused.stop()
        refused.join()
    }
}

/// An authority, a broker's and a client's certificate, and an authority that signed neither.
private func makeCertificates(in folder: URL) throws {
    let path = folder.path
    for name in ["ca", "other"] {
        try openssl(
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)"]
                + ["-keyout", "\(path)/\(name).key", "-out", "\(path)/\(name).pem"])
    }
    let extensions = "\(path)/extensions"
    try "subjectAltName=IP:127.0.0.1".write(
        toFile: extensions, atomically: true, encoding: .utf8)
    for name in ["server", "client"] {
        try openssl(
            ["req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=\(name)"]
                + ["-keyout", "\(path)/\(name).key", "-out", "\(path)/\(name).csr"])
        try openssl(
            ["x509", "-req", "-in", "\(path)/\(name).csr", "-CA", "\(path)/ca.pem"]
                + ["-CAkey", "\(path)/ca.key", "-CAcreateserial", "-days", "2"]
                + ["-extfile", extensions, "-out", "\(path)/\(name).pem"])
    }
}

private func openssl(_ arguments: [String]) throws { try run("/usr/bin/openssl", arguments) }

private func run(_ path: String, _ arguments: [String]) throws {
    guard try ChildProcess(path, arguments).wait() == 0 else { throw CancellationError() }
}
