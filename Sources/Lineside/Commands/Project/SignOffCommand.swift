public import ArgumentParser
public import Benefits
import Foundation
import Plant
import Storage
import StorageSQLite

/// `lineside sign-off`: a report is checked, then signed off by a named officer, before it is
/// sealed.
struct SignOffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-off",
        abstract: "Records that a project's report was checked, or signed off by an officer.",
        discussion: """
            Examples:
              lineside sign-off --plant plant.yaml --data DIR --project example-ppe \\
                --step checked --by NAME --post POST
              lineside sign-off … --step signed_off --by "K. Wong" --post Director \\
                --certificate "HKPost e-Cert 1234"

            A report that breaks a rule of severity error is not signed off until what broke it is \
            corrected. What cannot be corrected an officer signs with a reason, which is recorded \
            and shown in the report: --despite V32="the audit is not finished".

            Draft, checked, signed off, sealed: each version goes this way. What has changed since \
            it was checked is checked again before it is signed. After a seal the next \
            version is another, beside the old one, and needs --why.
            """)

    @OptionGroup var place: DeclaredPlace
    @OptionGroup var benefitOptions: BenefitOptions

    @Option(help: "Which report of the project: progress, final or benefit.")
    var kind = ReportRecord.Kind.benefit

    @Option(help: "checked or signed_off.")
    var step: ReportVersions.Step

    @Option(help: "The officer, by name.")
    var by: String

    @Option(help: "The officer's post.")
    var post: String

    @Option(help: "The identifier of a recognised certificate (Cap. 553), where one was used.")
    var certificate: String?

    @Option(
        help: """
            A rule of severity error that the report breaks, and why it is signed nevertheless, \
            like V32=REASON; may be given several times.
            """)
    var despite: [RuleReason] = []

    @Option(help: "Why there is a new version; the first needs no reason.")
    var why = ""

    @Option(
        help: """
            The day of the step, like 2022-12-31, today otherwise: after the period, not before \
            the steps before it, and not to come.
            """)
    var on: String?

    func run() async throws {
        let (version, entry) = try await sign()
        say("version \(version) \(step.rawValue), recorded as \(entry.number)")
    }

    /// Records the step of the current version.
    func sign() async throws -> (version: Int, entry: RecordedEntry) {
        let plant = try place.plantOption.read()
        let project = try place.readProject()
        let day = try hongKongDay(on)
        let period = try benefitOptions.period(kind, of: project, plant, on: day)
        let desk = try await RecordDesk(data: place.data)
        do {
            let versions = try ReportVersions.read(
                of: project, kind: kind, period: period, store: desk.store)
            let report = try PeriodicReport.read(
                kind, of: project, among: try place.readProjects(), over: period, on: day,
                figures: Figures(plant: plant, store: desk.store, folder: place.data),
                store: desk.store)
            let draft = try versions.draft(
                step, of: report.signed,
                asChecked: versions.checkedOn.map { report.signedHash(on: $0) },
                today: try hongKongDay(nil), project: project.id,
                by: SignOff(
                    officer: by, post: post, date: day, certificate: certificate,
                    despite: Dictionary(
                        despite.map { ($0.rule, $0.reason) }, uniquingKeysWith: { $1 })),
                why: why)
            return (versions.current, try await desk.record(draft))
        } catch {
            throw said(error)
        }
    }
}

extension ReportVersions.Step: ExpressibleByArgument {}

/// Why a report is signed despite a rule, as an option gives it: `V32=REASON`.
struct RuleReason: ExpressibleByArgument {
    let rule: RuleID
    let reason: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let rule = RuleID(rawValue: String(parts[0])),
            !parts[1].allSatisfy(\.isWhitespace)
        else { return nil }
        (self.rule, reason) = (rule, String(parts[1]))
    }
}
