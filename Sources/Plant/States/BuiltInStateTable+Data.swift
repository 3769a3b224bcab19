internal import Telemetry

extension BuiltInStateTable {
    /// ISA-TR88.00.02, in the order of its numbers, from 1: Clearing … Complete.
    static let packmlNumbers: [UnitState] = [
        .faulted, .stopped, .setup, .idle, .starved, .producing, .stopped, .faulted, .faulted,
        .stopped, .stopped, .setup, .starved, .setup, .setup, .producing, .idle,
    ]

    /// [libremfg's simulator](https://github.com/libremfg/PackML-MQTT-Simulator), in the order of
    /// its numbers, from 0: undefined, Idle, Stopped, Starting, Clearing, and on as ISA.
    static let libremfgNumbers: [UnitState] = [
        .unknown, .idle, .stopped, .setup, .faulted, .starved, .producing, .stopped, .faulted,
        .faulted, .stopped, .stopped, .setup, .starved, .setup, .setup, .producing, .idle,
    ]

    /// [OPC 30060](https://reference.opcfoundation.org/TMC/v200/docs/), in the order of its
    /// numbers, from 0: Stopped, Resetting, Idle, Starting, Execute, Completing, Complete,
    /// Aborting, Aborted, Stopping, Clearing, Suspending, Suspended, Unsuspending, Holding, Held,
    /// Unholding.
    static let opcNumbers: [UnitState] = [
        .stopped, .setup, .idle, .setup, .producing, .producing, .idle, .faulted, .faulted,
        .stopped, .faulted, .starved, .starved, .setup, .stopped, .stopped, .setup,
    ]

    /// The names of ISA-TR88.00.02, as `StateCurrentStr` gives them.
    ///
    /// Suspended is starved unless an interlock says blocked.
    static let packmlWords = WordTable([
        "Undefined": .unknown,
        "Execute": .producing, "Completing": .producing,
        "Starting": .setup, "Resetting": .setup, "Unholding": .setup, "Unsuspending": .setup,
        "Idle": .idle, "Complete": .idle,
        "Suspending": .starved, "Suspended": .starved,
        "Holding": .stopped, "Held": .stopped, "Stopping": .stopped, "Stopped": .stopped,
        "Aborting": .faulted, "Aborted": .faulted, "Clearing": .faulted,
    ])

    /// MTConnect `Execution`.
    static let mtconnectWords = WordTable([
        "ACTIVE": .producing, "READY": .idle,
        "INTERRUPTED": .stopped, "FEED_HOLD": .stopped, "STOPPED": .stopped,
        "OPTIONAL_STOP": .stopped, "PROGRAM_STOPPED": .stopped, "PROGRAM_COMPLETED": .stopped,
        "UNAVAILABLE": .unknown,
    ])

    /// MTConnect conditions, by their level: one that is no fault says nothing of the state.
    static let conditionWords = WordTable([
        "FAULT": .faulted, "WARNING": .unknown, "NORMAL": .unknown, "UNAVAILABLE": .unknown,
    ])

    /// PackML `Status.EquipmentInterlock.Blocked`, a Boolean: blocked, or nothing to say.
    static let blockedWords = WordTable(["true": .blocked, "false": .unknown])

    /// The same as a number.
    static let blockedNumbers: [UnitState] = [.unknown, .blocked]

    /// SEMI E10 basic states.
    ///
    /// Engineering and scheduled downtime are setup: the planned maintenance of a calendar takes
    /// its time out beforehand.
    static let e10Words = WordTable([
        "PRD": .producing, "SBY": .idle, "ENG": .setup, "SDT": .setup, "UDT": .faulted,
        "NST": .notScheduled,
    ])

    /// United Manufacturing Hub has numbers only.
    static let noWords = WordTable([:])

    /// The ranges of United Manufacturing Hub; of a range only the first number is named in its
    /// documents.
    static func umhState(_ number: Int64) -> UnitState? {
        switch number {
        case 10_000..<30_000: .producing  // at full speed, at lower speed
        case 30_000..<40_000: .unknown
        case 40_100..<40_200: .idle  // ready to run
        case 40_000..<60_000: .stopped  // unspecified stop, operator interaction, microstop
        case 60_000..<70_000: .starved  // lack at the inlet
        case 70_000..<80_000: .blocked  // tailback at the outlet
        case 80_000..<100_000: .starved  // bypass and other material issues
        case 100_000..<140_000: .setup  // changeover, cleaning, emptying, setting up
        case 140_000..<160_000: .stopped  // operator absent, operator's break
        case 160_000..<170_000: .notScheduled  // no shift
        case 170_000..<180_000: .idle  // no order
        case 180_000..<190_000: .faulted  // equipment failure
        case 190_000..<210_000: .stopped  // external failure or interference
        case 210_000..<220_000: .setup  // preventive maintenance, as scheduled downtime of E10
        case 220_000..<230_000: .faulted  // other technical
        default: nil
        }
    }
}
