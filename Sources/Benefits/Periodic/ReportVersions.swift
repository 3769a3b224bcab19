public import Plant
internal import Sealing
public import Storage
public import Telemetry

/// What became of a report: drafted, checked, signed off, sealed, and again for each later version.
public struct ReportVersions: Sendable {
    /// A step of a version.
    public enum Step: String, CaseIterable, Sendable {
        /// Somebody has checked it.
        case checked
        /// A named officer signed it off (B30).
        case signedOff = "signed_off"
    }

    /// A step as it is recorded.
    public struct Entry: Hashable, Sendable {
        /// When.
        public var at: Timestamp
        /// What was done.
        public var step: Step
        /// Of which version, from 1.
        public var version: Int
        /// Who, with a post, a date and a certificate.
        public var signOff: SignOff
        /// Why there is a new version; empty of the first.
        public var why: String
        /// ``PeriodicReport/signedHash`` of what was signed; nil in older records.
        public var hash: String?
    }

    /// Which report.
    public var kind: ReportRecord.Kind
    /// The days of which it tells.
    public var period: BenefitPeriod
    /// In order of time.
    public var entries: [Entry]
    /// How many versions are sealed.
    public var sealed: Int
    /// Of sealed versions, whether the bytes that are kept are those that were sealed; one that is
    /// not in it was not compared.
    public var unchanged: [Int: Bool]
    /// What a signature needs.
    public var required: ProjectSettings.Signature
    /// What checks of the project's reports froze of its file.
    public var freezes: [Freeze]

    /// What records of it are about.
    public static func subject(_ kind: ReportRecord.Kind, _ period: BenefitPeriod) -> String {
        "\(kind.rawValue)|\(period.from)|\(period.to)"
    }

    /// Reads them from a store.
    ///
    /// - Throws: `StoreError`.
    public static func read(
        of project: Project, kind: ReportRecord.Kind, period: BenefitPeriod,
        store: some RecordStore & SealingStore, asOf: Timestamp? = nil
    ) throws(StoreError) -> ReportVersions {
        let records = try store.records(project: project.id, kind: .signoff, asOf: asOf)
        let seals = try store.seals().compactMap { seal -> (StoredSeal, Manifest)? in
            guard let manifest = Manifest(seal.manifest),
                manifest.subject.project == project.id,
                manifest.report.hasPrefix("\(kind.rawValue) report "),
                manifest.subject.from == "\(period.from)",
                manifest.subject.to == "\(period.to)", asOf.map({ seal.at < $0 }) ?? true
            else { return nil }
            return (seal, manifest)
        }
        var unchanged: [Int: Bool] = [:]
        if !seals.isEmpty {
            let keys = try store.keyRecords()
                .map { SignedText(text: $0.text, signature: $0.signature) }
            let ring = KeyRing.read(keys).ring
            for (place, (seal, manifest)) in seals.enumerated() {
                let bytes = try store.file(Manifest.reportName, ofSeal: seal.number)
                unchanged[place + 1] =
                    bytes.map { Digest(of: $0) } == manifest.evidence[Manifest.reportName]
                    && ring.standing(of: manifest.key)?.key
                        .verifies(seal.signature, of: seal.manifest) ?? false
            }
        }
        return ReportVersions(
            kind: kind, period: period, records: records, sealed: seals.count,
            unchanged: unchanged, required: project.settings.signature.value)
    }

    /// Takes those of a report from records that were read already.
    public init(
        kind: ReportRecord.Kind, period: BenefitPeriod, records: [ProjectRecord], sealed: Int,
        unchanged: [Int: Bool] = [:], required: ProjectSettings.Signature = .device
    ) {
        (self.kind, self.period, self.sealed) = (kind, period, sealed)
        (self.unchanged, self.required) = (unchanged, required)
        freezes = Freeze.first(in: records)
        let subject = Self.subject(kind, period)
        entries = records.filter { $0.kind == .signoff && $0.subject == subject }
            .compactMap(Entry.init)
    }

    /// Which of a project's records of sign-off a report reads: its own, and the checks of others
    /// that froze a value.
    public static func read(
        _ kind: ReportRecord.Kind, _ period: BenefitPeriod, among records: [ProjectRecord]
    ) -> [ProjectRecord] {
        let own = subject(kind, period)
        let checks = Set(Freeze.first(in: records).map(\.record))
        return records.filter {
            $0.kind == .signoff && ($0.subject == own || checks.contains($0.number))
        }
    }

    /// The version that is worked on: one more than are sealed.
    public var current: Int { sealed + 1 }

    /// Whether the current version is signed off.
    public var isSignedOff: Bool { entries.contains { $0.version == current && isSignature($0) } }

    /// Whether a step is a signature that counts: with a certificate where one is asked for.
    private func isSignature(_ entry: Entry) -> Bool {
        entry.step == .signedOff && (required == .device || entry.signOff.certificate != nil)
    }

    /// Who signed a version off.
    public func signOff(of version: Int) -> SignOff? { signature(of: version)?.signOff }

    /// Why there is a version; nil where nobody said.
    public func why(of version: Int) -> String? {
        entries.first { $0.version == version && !$0.why.isEmpty }?.why
    }

    private func signature(of version: Int) -> Entry? {
        entries.last { $0.version == version && $0.step == .signedOff }
    }

    /// On which day the rules of what was signed of the current version were judged.
    public var signedOn: LocalDate? { signature(of: current)?.signOff.date }

    /// Why the current version cannot be sealed as it is; nil: it can.
    ///
    /// - Parameters:
    ///   - content: that of the report as it is now, on the day of the signature.
    ///   - hash: that of the report as it is now, on the day of its check; nil where it is that of
    ///     `content`.
    /// - Returns: What is in the way, in both languages.
    public func obstacle(
        toSealing content: SignedContent, asChecked hash: String? = nil
    ) -> LocalizedText? {
        let name = "`lineside sign-off --step signed_off`"
        guard let signature = signature(of: current) else {
            return words(
                "version \(current) is not signed off; see \(name)",
                "第 \(current) 版未經簽署；請參閱 \(name)")
        }
        guard isSignature(signature) else {
            return words(
                "version \(current) is signed without a certificate, which the project asks for; "
                    + "sign again with \(name) --certificate",
                "項目要求認可證書，而第 \(current) 版的簽署沒有證書；請以 \(name) --certificate 再次簽署")
        }
        guard let signed = signature.hash else {
            return words(
                "the signature of version \(current) does not say what was signed; "
                    + "sign again with \(name)",
                "第 \(current) 版的簽署紀錄沒有所簽內容的雜湊值；請以 \(name) 再次簽署")
        }
        guard signed == content.hash else {
            return changed(name)
        }
        guard check?.hash == hash ?? content.hash else {
            return words(
                "version \(current) is signed without a check of what is signed; check it with "
                    + "`lineside sign-off --step checked`",
                "第 \(current) 版已簽署，但所簽內容未經覆核；請以 `lineside sign-off --step checked` 覆核")
        }
        return content.obstacle(version: current, despite: signature.signOff.despite)
    }

    private func changed(_ name: String) -> LocalizedText {
        words(
            "version \(current) has changed since it was signed; check it, and sign again with "
                + name,
            "第 \(current) 版自簽署後已有更改；請覆核，並以 \(name) 再次簽署")
    }

    /// As the rules take them (V46): those that were sealed or signed off.
    public func versions(form: PeriodicForm = .second) -> [ReportVersion] {
        let last = max(sealed, entries.filter { $0.step == .signedOff }.map(\.version).max() ?? 0)
        guard last > 0 else { return [] }
        return (1...last).map { version in
            let own = entries.filter { $0.version == version }
            return ReportVersion(
                report: "\(kind.rawValue) \(period.from)", version: version,
                isSealed: version <= sealed,
                isSigned: own.contains(where: isSignature),
                isUnchanged: form == .first ? nil : unchanged[version],
                reason: why(of: version).map { LocalizedText(both: $0) },
                name: form == .first ? nil : name)
        }
    }

    private var name: LocalizedText {
        words(
            "\(kind.wording.english) from \(period.from)",
            "\(period.from) 起的\(kind.wording.traditionalChinese)")
    }

    /// Records a step of the current version.
    ///
    /// A step keeps the hash of what is checked or signed; a check, what of the project file later
    /// reports are compared with.
    ///
    /// - Throws: ``FlagError/missing(_:)`` where an officer, the check before the signature, the
    ///   certificate that the project asks for, or the reason of a later version is missing;
    ///   ``FlagError/refused(_:)`` where the day cannot be that of the step, the report is another
    ///   than was checked, or a rule that rejects it is broken and the officer gives no reason to
    ///   sign despite it.
    ///
    /// - Parameters:
    ///   - step: which step.
    ///   - content: that of the report as it is now, on the day of the step.
    ///   - hash: that of the report as it is now, on the day of the check before a signature; nil
    ///     where it is that of `content`.
    ///   - today: the day on which it is recorded.
    ///   - project: of which project.
    ///   - signOff: by whom, and on which day.
    ///   - why: why there is a new version.
    /// - Returns: What is recorded.
    public func draft(
        _ step: Step, of content: SignedContent, asChecked hash: String? = nil, today: LocalDate,
        project: String, by signOff: SignOff, why: String
    ) throws(FlagError) -> RecordDraft {
        let signOff = try signOff.said()
        let why = try why.isEmpty ? "" : FlagBook.said(why, words("the reason", "原因"))
        if let obstacle = obstacle(to: step, on: signOff.date, today: today) {
            throw .refused(obstacle)
        }
        let own = entries.filter { $0.version == current }
        if step == .signedOff {
            guard let check else {
                throw .missing(
                    words(
                        "a check before the signature: version \(current) is not checked yet",
                        "簽署前的覆核：第 \(current) 版尚未覆核"))
            }
            guard check.hash == hash ?? content.hash else { throw .refused(changedSinceCheck) }
        }
        if step == .signedOff, required == .certificate, signOff.certificate == nil {
            throw .missing(
                words(
                    "the officer's recognised certificate with --certificate: "
                        + "the project asks for one",
                    "負責人的認可證書（--certificate）：項目要求認可證書"))
        }
        if step == .checked, !signOff.despite.isEmpty {
            throw .refused(
                words(
                    "reasons to sign despite a rule go with the signature",
                    "雖違反規則仍簽署的原因，須於簽署時提供"))
        }
        if step == .signedOff,
            let obstacle = content.obstacle(version: current, despite: signOff.despite)
        {
            throw .refused(obstacle)
        }
        let isFirst = !own.contains { !$0.why.isEmpty }
        if current > 1, why.isEmpty, isFirst {
            throw .missing(
                words(
                    "the reason of version \(current): one before it is sealed",
                    "第 \(current) 版的原因：之前的版本已經封存"))
        }
        var members: [String: SealJSON] = [
            "report_sha256": .string(content.hash), "step": .string(step.rawValue),
            "version": .integer(Int64(current)),
            "post": .string(signOff.post), "date": .string("\(signOff.date)"),
        ]
        if !signOff.despite.isEmpty { members["despite"] = signOff.reasons }
        members["certificate"] = signOff.certificate.map { .string($0) }
        if step == .checked { members[Freeze.member] = content.frozenMember }
        return RecordDraft(
            by: signOff.officer, project: project, kind: .signoff,
            subject: Self.subject(kind, period),
            content: Array(SealJSON.members(members).canonical.utf8), why: why)
    }
}

extension SignOff {
    /// ``despite`` as a record keeps it.
    fileprivate var reasons: SealJSON {
        .members(Dictionary(uniqueKeysWithValues: despite.map { ($0.rawValue, .string($1)) }))
    }

    /// The same without white space around what people say.
    ///
    /// - Throws: ``FlagError`` where something of it is blank or too long.
    fileprivate func said() throws(FlagError) -> SignOff {
        var said = self
        said.officer = try FlagBook.said(
            officer, words("the officer's name", "負責人姓名"), FlagBook.nameLimit)
        said.post = try FlagBook.said(
            post, words("the officer's post", "負責人職銜"), FlagBook.nameLimit)
        if let certificate {
            said.certificate = try FlagBook.said(
                certificate, words("the certificate's identifier", "認可證書編號"))
        }
        for (rule, reason) in despite {
            said.despite[rule] = try FlagBook.said(
                reason,
                words("the reason to sign despite \(rule.rawValue)", "雖違反 \(rule.rawValue) 仍簽署的原因"))
        }
        return said
    }
}

extension ReportVersions.Entry {
    fileprivate init?(_ record: ProjectRecord) {
        guard let content = SealJSON(record.content),
            let step = content["step"]?.string.flatMap(ReportVersions.Step.init),
            let version = content["version"]?.integer,
            let date = content["date"]?.string.flatMap(calendarDate)
        else { return nil }
        (at, self.step, self.version, why) = (record.at, step, Int(version), record.why)
        hash = content["report_sha256"]?.string
        let despite = RuleID.allCases.compactMap { rule in
            content["despite"]?[rule.rawValue]?.string.map { (rule, $0) }
        }
        signOff = SignOff(
            officer: record.by, post: content["post"]?.string ?? "", date: date,
            certificate: content["certificate"]?.string,
            despite: Dictionary(uniqueKeysWithValues: despite))
    }
}
