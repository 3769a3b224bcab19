import Access
import ArgumentParser
import Foundation
import Supervision

/// Where a password comes from: never from the command line, where others read it.
struct PasswordOptions: ParsableArguments {
    @Option(help: "A file whose first line is the password.")
    var passwordFile: String?

    @Option(help: "The name of a systemd credential that is the password.")
    var passwordCredential: String?

    func validate() throws {
        guard passwordFile == nil || passwordCredential == nil else {
            throw ValidationError("give --password-file or --password-credential, not both")
        }
    }

    /// The hash of the password; without an option it is asked for, twice, at the terminal.
    func hash() throws -> PasswordHash {
        let password = try read()
        do throws(AccessError) {
            return try PasswordHash(of: password)
        } catch {
            throw failure(.validationFailure, error.description)
        }
    }

    private func read() throws -> String {
        if let passwordFile { return firstLine(try contents(of: passwordFile)) }
        if let passwordCredential {
            let environment = ProcessInfo.processInfo.environment
            guard let folder = environment["CREDENTIALS_DIRECTORY"],
                !passwordCredential.contains("/")
            else {
                throw failure(Exit.noInput, "systemd gave this command no credentials")
            }
            return firstLine(try contents(of: folder + "/" + passwordCredential))
        }
        guard let password = HiddenTyping.line("Password: "),
            let again = HiddenTyping.line("The same again: ")
        else {
            throw failure(
                .validationFailure,
                "no password: give --password-file or --password-credential, or type it at a "
                    + "terminal")
        }
        guard password == again else {
            throw failure(.validationFailure, "the two are not the same")
        }
        return password
    }

    private func firstLine(_ text: String) -> String { String(text.prefix { !$0.isNewline }) }
}
