import Access
import ArgumentParser
import Foundation
import Plant
import Reporting
import Telemetry

/// Carries out what commands ask about users, tokens and the ledger: in the daemon, or in the
/// command itself where none runs.
struct AccountClerk: Sendable {
    let desk: AccessDesk
    /// What scopes may name; nil where no daemon knows the plant.
    let plant: Plant?

    /// - Throws: ``ControlError``.
    func answer(_ order: AccessOrder, at now: Timestamp = .now) throws -> AccessAnswer {
        do throws(AccessError) {
            return try carryOut(order, at: now)
        } catch {
            throw ControlError(error)
        }
    }

    private func carryOut(
        _ order: AccessOrder, at now: Timestamp
    ) throws(AccessError) -> AccessAnswer {
        let name = order.name ?? ""
        var answer = AccessAnswer()
        switch order.verb {
        case .users: answer.users = desk.users.map { .init($0, at: now) }
        case .tokens: answer.tokens = desk.tokens.map { .init($0, at: now) }
        case .reads: answer.reads = try desk.reads(limit: order.limit ?? 0).map { .init($0) }
        case .changes: answer.changes = try desk.changes(limit: order.limit ?? 0).map { .init($0) }
        case .addUser:
            let user = try desk.addUser(
                name, try rights(order), password: try password(order), by: order.by, at: now)
            answer.users = [.init(user, at: now)]
        case .setRole:
            let user = try desk.setRights(name, try rights(order), by: order.by, at: now)
            answer.users = [.init(user, at: now)]
        case .setPassword:
            let user = try desk.setPassword(name, try password(order), by: order.by, at: now)
            answer.users = [.init(user, at: now)]
        case .disableUser, .enableUser:
            let user = try desk.setDisabled(
                name, order.verb == .disableUser, by: order.by, at: now)
            answer.users = [.init(user, at: now)]
        case .makeToken:
            let made = try desk.makeToken(name, try rights(order), by: order.by, at: now)
            answer.tokens = [.init(made.token, at: now)]
            answer.secret = made.secret.text
        case .revokeToken:
            answer.tokens = [.init(try desk.revokeToken(name, by: order.by, at: now), at: now)]
        }
        return answer
    }

    private func rights(_ order: AccessOrder) throws(AccessError) -> Rights {
        guard let role = order.role.flatMap(Role.init(rawValue:)) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw AccessError(.badName, "the role is one of \(known)")
        }
        for line in order.lines ?? [] { try check(line) }
        let until = order.until ?? 0
        // The year 2200.
        guard (0..<7_258_118_400).contains(until) else {
            throw AccessError(.badDate, "the date until which it holds cannot be")
        }
        return Rights(
            role: role,
            scope: Scope(
                lines: order.lines.map { Set($0) }, projects: order.projects.map { Set($0) }),
            until: order.until.map { Timestamp(nanoseconds: $0 * nanosecondsPerSecond) })
    }

    /// Refuses lines that the plant does not have.
    private func check(_ place: String) throws(AccessError) {
        guard let plant else { return }
        let known = [plant.id] + plant.lines.map { "\(plant.id)/\($0.id)" }
        guard known.contains(place) else {
            throw AccessError(
                .badScope,
                "there is no plant or line \"\(place)\"; there are "
                    + known.prefix(20).joined(separator: ", "))
        }
    }

    private func password(_ order: AccessOrder) throws(AccessError) -> PasswordHash {
        guard let hash = order.password.flatMap(PasswordHash.init) else {
            throw AccessError(.badPassword, "there is no hash of a password")
        }
        return hash
    }
}

extension ControlError {
    init(_ error: AccessError) {
        let exit: ExitCode =
            switch error.code {
            case .full: Exit.temporary
            case .failed: Exit.inputOutput
            default: .validationFailure
            }
        self.init(error.code.rawValue, exit, [error.description])
    }
}

extension AccessAnswer.Account {
    fileprivate init(_ user: User, at now: Timestamp) {
        self.init(
            name: user.name, role: user.role.rawValue, lines: user.scope.lines?.sorted(),
            projects: user.scope.projects?.sorted(), madeAt: user.madeAt.rfc3339,
            until: user.until?.rfc3339, endedAt: user.disabledAt?.rfc3339,
            active: user.isActive(at: now))
    }

    fileprivate init(_ token: APIToken, at now: Timestamp) {
        self.init(
            name: token.name, role: token.role.rawValue, lines: token.scope.lines?.sorted(),
            projects: token.scope.projects?.sorted(), madeAt: token.madeAt.rfc3339,
            until: token.until.rfc3339, endedAt: token.revokedAt?.rfc3339,
            usedAt: token.usedAt?.rfc3339, active: token.isActive(at: now))
    }
}

extension AccessAnswer.Read {
    fileprivate init(_ read: BenefitRead) {
        self.init(
            at: read.at.rfc3339, last: read.last.rfc3339, times: read.times,
            kind: read.kind.rawValue, name: read.name, role: read.role?.rawValue, what: read.what,
            project: read.project, report: read.report, from: read.from)
    }
}

extension AccessAnswer.Change {
    fileprivate init(_ change: AccountChange) {
        self.init(
            at: change.at.rfc3339, by: change.by, kind: change.kind.rawValue,
            account: change.account, role: change.rights.role.rawValue,
            lines: change.rights.scope.lines?.sorted(),
            projects: change.rights.scope.projects?.sorted(),
            until: change.rights.until?.rfc3339)
    }
}
