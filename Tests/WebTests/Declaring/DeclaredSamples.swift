import Benefits
import Plant

/// Everything that may be said of a declared file, with values that are no words of a language.
enum DeclaredSamples {
    private static let day = LocalDate(year: 2023, month: 1, day: 1)
    private static let period = BenefitPeriod(from: day, to: day)

    static let files: [FileFault] = [
        .size(most: 1), .encoding, .carriageReturn, .textAfterQuote, .quoteInField, .openQuote,
        .noHeader(["x1", "x2"]), .noCommas, .columnTwice("x1"), .unknownColumn("x1"),
        .missingColumn("x1"), .rows(most: 1), .fields(expected: 2, found: 1), .mistakes(most: 1),
    ]
    static let expectations: [DeclaredExpectation] = [
        .date, .pieces, .quantity(unit: "x1"), .amount, .tariff(unit: "x1"), .tariff(unit: nil),
        .listPrice, .index, .hours, .cost, .count, .weeklyHours, .fte, .medium, .figure, .item,
        .jobType, .answer, .contract, .ending, .listed,
    ]
    static let rows: [RowFault] = [
        .twice(.job, line: 1), .twice(.tariff, line: 1), .twice(.count, line: 1),
        .twice(.price, line: 1), .salesOverlap(product: "x1", other: period, line: 1),
        .costsOverlap(item: "x1", line: 1), .companyOverlap(figure: "x1", line: 1),
        .endsBefore(day), .before(day), .noLastDay(figure: "x1"), .noWords(column: "x1"),
        .characters(most: 1), .endingOfOpenJob, .identityNumber, .pseudonym,
    ]
    static let amounts: [AmountFault] = [
        .sum, .aboveTurnover, .destinations, .destinationTwice("x1"), .destinationSum,
        .belowLowest, .value(figure: "x1"),
    ]
    static let project: [ProjectFault] = [
        .unknownProduct("x1"), .noAuditor, .overlap(row: "x1", line: 1, record: 1, file: "x2"),
        .cut(row: period, report: period),
    ]
    static let lists: [ListFault] = [.noHeadings, .unclear("x1"), .cents("x1")]
    static let helps: [DeclaredHelp] =
        [
            .meant("x1"), .oneOf(["x1", "x2"]), .products(["x1", "x2"]), .columns(["x1", "x2"]),
            .noSuchDay, .encoding, .separators, .ownColumn, .noPersonalData, .destinationCodes,
            .supersede(record: 1), .splitRow, .writeDollars,
        ]
        + [NumberFault.empty, .negative, .separators, .malformed, .whole, .decimals, .large]
        .map(DeclaredHelp.number)
    static let words: [WordsFault] = [
        .noChoice, .noDate("x1"), .who, .why, .whySuperseded, .daysInRows(.sales),
        .evidenceCount(most: 1), .evidenceSize(most: 1), .evidenceNames, .fileName,
    ]
    static let lines: [LineFault] = [
        .ofProject(.prices), .missing(.sales, lines: ["x1", "x2"]), .notInPlant("x1"),
        .notInProject("x1", project: "x2"),
    ]
    static let records: [RecordFault] = [
        .nothingToTakeBack(file: "x1"), .there(file: "x1", record: 1, name: "x2"), .missing(1),
        .superseded(1, by: 2), .sameDay(record: 1, file: "x1", day: day),
    ]

    private static let faults: [DeclaredFault] =
        files.map(DeclaredFault.file) + expectations.map { .expected($0, found: "x1") }
        + rows.map(DeclaredFault.row) + amounts.map(DeclaredFault.amount)
        + project.map(DeclaredFault.project) + lists.map(DeclaredFault.list)
    private static let problems: [DeclarationProblem] =
        words.map(DeclarationProblem.words) + lines.map(DeclarationProblem.line)
        + records.map(DeclarationProblem.record)

    static let wordings: [LocalizedText] =
        faults.map(\.wording) + helps.map(\.wording) + problems.map(\.wording)
}
