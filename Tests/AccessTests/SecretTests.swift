import Telemetry
import Testing

@testable import Access

@Suite("Secrets")
struct SecretTests {
    @Test func passwordIsKnownByItsHashAlone() throws {
        let hash = try PasswordHash(of: rightPassword, cost: cheap)
        let read = try #require(PasswordHash(hash.text))
        #expect(read == hash && read.matches(rightPassword))
        #expect(!read.matches("correct horse batterz") && !read.matches(""))
        #expect(!hash.text.contains("horse"))
        #expect(try PasswordHash(of: rightPassword, cost: cheap) != hash)
    }

    /// Written by `hashlib.scrypt` and `hmac` of Python 3.11.
    @Test func agreesWithAnotherImplementation() throws {
        let text =
            "scrypt:10:8:3:000102030405060708090a0b0c0d0e0f:"
            + "55810ec2e3eae1ca8f097b16d053878e2ec99c26ad495166a407d7d7063bf10c"
        let hash = try #require(PasswordHash(text))
        #expect(hash.matches(rightPassword) && !hash.matches(rightPassword + " "))
    }

    @Test func usualCostIs32MiB() {
        let cost = PasswordHash.Cost.usual
        #expect(128 * (1 << cost.power) * cost.blockSize == 32 << 20)
    }

    @Test(arguments: [
        "", "scrypt", "scrypt:4:1:1:00:00", "scrypt:40:1:1:" + salt + ":" + code,
        "scrypt:4:0:1:" + salt + ":" + code, "scrypt:4:1:99:" + salt + ":" + code,
        "bcrypt:4:1:1:" + salt + ":" + code, "scrypt:4:1:1:" + salt + ":" + code + ":",
        "scrypt:4:1:1:" + salt + ":" + code.uppercased(),
    ])
    func refusesWhatIsNoHash(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func acceptsAHashWithinItsBounds() {
        #expect(PasswordHash("scrypt:4:1:1:" + Self.salt + ":" + Self.code) != nil)
    }

    private static let salt = String(repeating: "0a", count: 16)
    private static let code = String(repeating: "0b", count: 32)

    @Test func passwordHasALengthToKeep() throws {
        let shortest = String(repeating: "a", count: AccessLimits.shortestPassword)
        _ = try PasswordHash(of: shortest, cost: cheap)
        let longest = String(repeating: "a", count: AccessLimits.password.value)
        _ = try PasswordHash(of: longest, cost: cheap)
        for wrong in [String(shortest.dropLast()), longest + "a"] {
            let error = #expect(throws: AccessError.self) {
                _ = try PasswordHash(of: wrong, cost: cheap)
            }
            #expect(error?.code == .badPassword)
        }
    }

    @Test func secretIsShownOnceAndKeptAsHash() {
        let (one, other) = (Secret(), Secret())
        #expect(one.text.count == 64 && one.text != other.text)
        #expect(Secret(shown: one.text)?.hash == one.hash && one.hash != one.text)
        // `printf %s 00…00 | sha256sum`
        #expect(
            Secret(shown: String(repeating: "0", count: 64))?.hash
                == "60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55")
        for wrong in ["", one.text + "0", String(one.text.dropLast()) + "G"] {
            #expect(Secret(shown: wrong) == nil)
        }
    }
}
