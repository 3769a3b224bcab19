public import Access
public import Benefits
public import Evidence
import Foundation
public import Logging
public import Pipeline
public import Plant
public import Storage
public import Telemetry

/// What the pages are made from.
///
/// Any thread.
public struct WebContext: Sendable {
    /// The plant.
    public var plant: Plant
    /// The one way to figures.
    public var figures: Figures
    /// What holds now: one board a broker; none where no lane runs in this process.
    public var boards: [LiveBoard]
    /// Where the facts are.
    public var store: any Store
    /// Where requests that fail are told.
    public var logger: Logger
    /// The benefit report to show, nil where nothing is declared; may read files.
    public var benefit: @Sendable () throws -> BenefitReport?
    /// The report on the benefit page, as scopes and the ledger name it; nil where there is none.
    public var benefitReport: String?
    /// Who may see and say what.
    public var access: AccessDesk
    /// The seals; nil: there are none to show.
    public var seals: (any SealingStore)?
    /// Their packs; nil: none are kept.
    public var packs: KeptPacks?
    /// Where the journal of a lane is; nil: there is none to look into.
    public var journal: @Sendable (_ lane: String) -> String? = { _ in nil }
    /// How the running parts of the process are; nil where no lane runs in it.
    public var health: @Sendable () -> DaemonHealth?
    /// What records corrections; nil: the pages are for reading only.
    public var writer: StoreWriter?
    /// The funded projects.
    public var projects = ProjectFolder()
    /// Name and version of the program, for documents.
    public var software = "Lineside"
    /// What the server has done.
    public var traffic = WebTraffic()
    /// How often limits were reached.
    public var meter: LimitMeter
    /// Our clock; only the age of data is judged by it.
    public var now: @Sendable () -> Timestamp

    /// Makes a context.
    ///
    /// - Parameters:
    ///   - plant: the plant of `figures`.
    ///   - figures: figures over `store`.
    ///   - boards: the boards of the lanes that run in this process.
    ///   - store: where the facts are.
    ///   - logger: where requests that fail are told.
    ///   - benefit: is called for every view of the benefit page, off the event loops.
    ///   - benefitReport: the name of that report.
    ///   - access: who may see and say what; with no user, all is open to this machine.
    ///   - health: how the running parts of the process are; is called often.
    ///   - writer: what records corrections; nil: nothing can be corrected.
    ///   - meter: counts how often limits are reached.
    ///   - now: our clock.
    public init(
        plant: Plant, figures: Figures, boards: [LiveBoard], store: any Store, logger: Logger,
        benefit: @escaping @Sendable () throws -> BenefitReport? = { nil },
        benefitReport: String? = nil, access: AccessDesk = .open(),
        health: @escaping @Sendable () -> DaemonHealth? = { nil },
        writer: StoreWriter? = nil,
        meter: LimitMeter = LimitMeter(WebLimits.all),
        now: @escaping @Sendable () -> Timestamp = WebContext.systemClock
    ) {
        self.plant = plant
        self.figures = figures
        self.boards = boards
        self.store = store
        self.logger = logger
        self.benefit = benefit
        self.benefitReport = benefitReport
        self.access = access
        self.health = health
        self.writer = writer
        self.meter = meter
        self.now = now
    }

    /// The clock of the machine.
    public static let systemClock: @Sendable () -> Timestamp = {
        let seconds = Date().timeIntervalSince1970
        return Timestamp(nanoseconds: Int64(seconds * 1000) * 1_000_000)
    }

    /// Changes with every correction: what was read before is old.
    var revision: @Sendable () -> UInt64 {
        let writer = writer
        return { writer?.recorded ?? 0 }
    }

    /// Whether the disk has no room for what a line sends, so that nothing more is taken.
    func isOutOfRoom(line: Int) -> Bool {
        health()?.store.isFull == true || intake(line: line)?.journalState == .full
    }

    /// What the session through which a line speaks says of itself.
    func intake(line: Int) -> LaneHealth.Intake? {
        let name = plant.brokers[plant.lines[line].broker].id
        return health()?.lanes.first { $0.lane == name }?.intake
    }

    /// The board of the lane to which a line belongs.
    func board(line: Int) -> LiveBoard? {
        guard let unit = plant.lines[line].workUnits.first else { return nil }
        return boards.first { $0.units.contains(unit) }
    }
}
