import Plant
import Telemetry
import Testing

@Suite struct StateTableTests {
    @Test func packmlNamesAndNumbersAgree() {
        let names = [
            "Clearing", "Stopped", "Starting", "Idle", "Suspended", "Execute", "Stopping",
            "Aborting", "Aborted", "Holding", "Held", "Unholding", "Suspending", "Unsuspending",
            "Resetting", "Completing", "Complete",
        ]
        let table = StateTable.builtIn(.packml)
        for (place, name) in names.enumerated() {
            let state = table.state(forWord: name)
            #expect(state != nil, "\(name)")
            #expect(BuiltInStateTable.packml.state(forNumber: Int64(place + 1)) == state, "\(name)")
            #expect(table.state(forWord: name.uppercased()) == state)
            #expect(table.state(forWord: "\(place + 1)") == state)
        }
    }

    @Test(arguments: [
        (BuiltInStateTable.packml, "Execute", UnitState.producing), (.packml, "Held", .stopped),
        (.packml, "Suspended", .starved), (.packml, "ABORTED", .faulted),
        (.packml, "resetting", .setup), (.packml, "6", .producing), (.packml, "4", .idle),
        (.mtconnect, "ACTIVE", .producing), (.mtconnect, "READY", .idle),
        (.mtconnect, "FEED_HOLD", .stopped), (.mtconnect, "PROGRAM_COMPLETED", .stopped),
        (.mtconnect, "UNAVAILABLE", .unknown), (.e10, "PRD", .producing), (.e10, "SBY", .idle),
        (.e10, "ENG", .setup), (.e10, "SDT", .setup), (.e10, "UDT", .faulted),
        (.e10, "NST", .notScheduled), (.umh, "10000", .producing), (.umh, "29999", .producing),
        (.umh, "30000", .unknown), (.umh, "40100", .idle), (.umh, "50000", .stopped),
        (.umh, "60000", .starved), (.umh, "70000", .blocked), (.umh, "100000", .setup),
        (.umh, "150000", .stopped), (.umh, "160000", .notScheduled), (.umh, "170000", .idle),
        (.umh, "180000", .faulted), (.umh, "229999", .faulted),
    ])
    func translatesWords(table: BuiltInStateTable, word: String, state: UnitState) {
        #expect(StateTable.builtIn(table).state(forWord: word) == state)
    }

    @Test(arguments: [
        (BuiltInStateTable.packml, ""), (.packml, "0"), (.packml, "18"), (.packml, "-1"),
        (.packml, "Exec"), (.packml, "Executes"), (.packml, "6.0"), (.mtconnect, "1"),
        (.mtconnect, "FEED-HOLD"), (.e10, "PR"), (.umh, "9999"), (.umh, "230000"),
        (.umh, "99999999999999999999"), (.umh, "running"),
    ])
    func leavesUnknownWordsUnknown(table: BuiltInStateTable, word: String) {
        #expect(StateTable.builtIn(table).state(forWord: word) == nil)
    }

    @Test func customTablesAreExact() {
        let table = StateTable.custom(["run": .producing])
        #expect(table.state(forWord: "run") == .producing)
        #expect(table.state(forWord: "Run") == nil)
    }

    @Test func numbersOutOfRangeAreUnknown() {
        for table in BuiltInStateTable.allCases {
            for number in [Int64.min, -1, 18, .max] {
                #expect(table.state(forNumber: number) == nil)
            }
        }
    }

    /// Every number of the three numberings by the name that its document gives it.
    @Test(arguments: [
        (
            BuiltInStateTable.packml, 1,
            """
            Clearing Stopped Starting Idle Suspended Execute Stopping Aborting Aborted Holding Held \
            Unholding Suspending Unsuspending Resetting Completing Complete
            """
        ),
        (
            .packmlLibremfg, 0,
            """
            Undefined Idle Stopped Starting Clearing Suspended Execute Stopping Aborting Aborted \
            Holding Held Unholding Suspending Unsuspending Resetting Completing Complete
            """
        ),
        (
            .packmlOPC, 0,
            """
            Stopped Resetting Idle Starting Execute Completing Complete Aborting Aborted Stopping \
            Clearing Suspending Suspended Unsuspending Holding Held Unholding
            """
        ),
    ])
    func numbersMeanWhatTheirNamesMean(table: BuiltInStateTable, first: Int64, names: String) {
        for (place, name) in names.split(separator: " ").enumerated() {
            let state = StateTable.builtIn(table).state(forWord: String(name))
            #expect(
                state != nil && table.state(forNumber: first + Int64(place)) == state, "\(name)")
        }
    }

    @Test(arguments: [
        (BuiltInStateTable.mtconnectCondition, "Fault", UnitState.faulted),
        (.mtconnectCondition, "NORMAL", .unknown), (.mtconnectCondition, "Warning", .unknown),
        (.mtconnectCondition, "Unavailable", .unknown), (.packmlBlocked, "true", .blocked),
        (.packmlBlocked, "1", .blocked), (.packmlBlocked, "false", .unknown),
        (.packmlBlocked, "0", .unknown),
    ])
    func overlaysSayNothingWhileNothingIsWrong(
        table: BuiltInStateTable, word: String, state: UnitState
    ) {
        #expect(StateTable.builtIn(table).state(forWord: word) == state)
    }
}
