import Access
import Benefits
import Journal
import Pipeline
import Plant
import Production
import Reporting
import Telemetry
import Testing

@testable import Evidence
@testable import Web

@Suite("Glossary")
struct GlossaryTests {
    private static func wordings<T: Term & CaseIterable>(_ terms: T.Type) -> [LocalizedText] {
        T.allCases.map(\.wording)
    }

    private static let all =
        wordings(UnitState.self) + wordings(KPI.self) + wordings(FindingKind.self)
        + wordings(PageTerm.self) + wordings(StatusTerm.self) + wordings(ChartTerm.self)
        + wordings(ListTerm.self) + wordings(BenefitTerm.self) + wordings(DeclaringTerm.self)
        + wordings(DocumentTerm.self) + wordings(Document.Metadata.State.self)
        + wordings(Document.Notice.Severity.self)
        + wordings(SourceClass.self) + wordings(StockIdentity.Verdict.self)
        + wordings(JobType.self) + wordings(ShiftTerm.self) + wordings(StopTerm.self)
        + wordings(CorrectionTerm.self) + wordings(EffectTerm.self)
        + wordings(CounterClass.self) + wordings(FormProblem.self)
        + wordings(SixBigLosses.Row.self) + wordings(SignalTerm.self) + wordings(ChartMark.self)
        + wordings(DefinitionTerm.self) + wordings(PeriodTerm.self)
        + wordings(KPIDescriptor.Source.self) + definitions + wordings(HealthTerm.self)
        + wordings(LaneCondition.self) + wordings(Balance.Law.self) + wordings(LimitTerm.self)
        + wordings(Limit.Unit.self) + wordings(AccessTerm.self) + wordings(Role.self)
        + wordings(ProjectTerm.self) + wordings(StepTerm.self) + wordings(ReadTerm.self)
        + wordings(SealTerm.self) + wordings(ExportColumn.self)
        + LineFigure.allCases.map(\.wording)
        + wordings(AccountChange.Kind.self) + wordings(DeclareTerm.self)
        + wordings(BookTerm.self)
        + wordings(DeclaredKind.self) + wordings(DeclarationError.Code.self)
        + DeclaredSamples.wordings

    @Test func namesEveryLimit() {
        let limits =
            JournalLimits.all + PipelineLimits.all + FoldLimits.all + ReportingLimits.all
            + WebLimits.all + AccessLimits.all
        #expect(limits.allSatisfy { LimitTerm(rawValue: $0.name) != nil })
        #expect(Set(limits.map(\.name)).count == limits.count)
    }

    /// The texts of the page of definitions; units of measure and symbols may be the same in both.
    private static var definitions: [LocalizedText] {
        DefinitionReport.descriptors.flatMap { [$0.description, $0.notes] }
            + (KPISymbol.elements + KPISymbol.others).flatMap { [$0.name, $0.meaning] }
            + UncomputedKPI.all.flatMap { [$0.name, $0.why] }
    }

    @Test func hasBothWordingsOfEveryTerm() {
        for wording in Self.all where wording.english != "Lineside" {
            let isChinese = wording.traditionalChinese.unicodeScalars.contains {
                (0x4E00...0x9FFF).contains($0.value)
            }
            #expect(isChinese, "\(wording)")
            #expect(wording.english.unicodeScalars.allSatisfy { $0.value < 0x2E80 }, "\(wording)")
        }
        #expect(Self.all.count > 120)
    }

    @Test func hasNoSimplifiedCharacters() {
        for wording in Self.all {
            let found = wording.traditionalChinese.filter { Self.simplified.contains($0) }
            #expect(found.isEmpty, "\(wording)")
        }
    }

    /// Characters that exist in simplified writing only.
    private static let simplified = Set("线产机状态数据计时间单实测报员术类书资开关设备综质损维护发无应")
}
