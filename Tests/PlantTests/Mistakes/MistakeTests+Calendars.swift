import Testing

extension MistakeTests {
    /// Calendars that cannot be.
    // swift-format-ignore
    static let calendars: [Mistake] = [
        Mistake(
            "days: mon-fri",
            "days: mon-fry",
            "19:28: error: \"mon-fry\" is not a day or a range of days; did you mean \"fri\"?"),
        Mistake(
            "to: \"16:00\"",
            "to: \"25:00\"",
            "19:56: error: \"25:00\" is not on the clock; expected a time from 00:00 to 24:00"),
        Mistake(
            "to: \"16:00\"",
            "to: 4pm",
            "19:56: error: \"4pm\" is not a time of day; expected a time such as 08:00"),
        Mistake(
            "to: \"16:00\", ",
            "",
            "19:9: error: a shift lacks the key \"to\"; expected a time such as 16:00"),
        Mistake(
            "\"12:00-12:45\"",
            "\"07:00-07:30\"",
            "19:74: error: the break 07:00-07:30 is not within the shift; the shift is 08:00-16:00"),
        Mistake(
            "\"12:00-12:45\"",
            "\"12:00-12:45\", \"12:30-13:00\"",
            "19:89: error: the break 12:30-13:00 overlaps another break"),
        Mistake(
            "\"12:00-12:45\"",
            "\"noon\"",
            "19:74: error: \"noon\" is not a stretch of time; expected one such as 12:00-12:45"),
        Mistake(
            "to: \"06:00\"",
            "to: \"09:00\"",
            "20:9: error: shifts \"day\" 08:00-16:00 and \"night\" 22:00-09:00 overlap, on 2026-01-02 for one"),
        Mistake(
            "days: mon-fri, from: \"08:00\"",
            "days: mon-fri, from: \"05:00\"",
            "20:9: error: shifts \"day\" 05:00-16:00 and \"night\" 22:00-06:00 overlap, on 2026-01-02 for one"),
        Mistake(
            "effective: 2026-01-01 }",
            "effective: 2026-01-01, until: 2025-12-31 }",
            "20:104: error: the shift ends for good on 2025-12-31, not after it began on 2026-01-01"),
        Mistake(
            "closed: true, reason: holiday",
            "reason: holiday",
            "22:9: error: an exception that is not closed is an extra shift; expected \"from\" and \"to\", or \"closed: true\""),
        Mistake(
            "closed: true",
            "closed: yes",
            "22:37: error: \"yes\" is not true or false; expected true or false"),
        Mistake(
            "date: 2026-12-25",
            "date: 25.12.2026",
            "22:17: error: \"25.12.2026\" is not a date; expected a date such as 2026-01-31"),
        Mistake(
            "- { date: 2026-01-10, from: \"09:00\", to: \"12:00\"",
            "- { date: 2026-01-09, from: \"15:00\", to: \"18:00\"",
            "23:9: error: the extra shift on 2026-01-09 overlaps a planned shift; close that part of the day, or begin the extra shift after it"),
        Mistake(
            "- { date: 2026-01-10, from: \"09:00\", to: \"12:00\", name: overtime }",
            "- { date: 2026-12-25, closed: true }",
            "23:9: error: 2026-12-25 is closed already"),
        Mistake(
            "to: \"2026-03-07T10:00\"",
            "to: \"2026-03-07T07:00\"",
            "24:52: error: the maintenance does not end after it begins"),
        Mistake(
            "to: \"2026-03-07T10:00\"",
            "to: \"2026-03-07T10:00Z\"",
            "24:52: error: \"2026-03-07T10:00Z\" has an offset; calendars are written in the plant's own time"),
        Mistake(
            "    shifts:",
            "    shift:",
            "18:5: error: calendar main has no key \"shift\"; did you mean \"shifts\"?"),
        Mistake(
            "days: mon-fri,",
            "rotation: { cycle: 8 h, days: [1-2], start: 2026-01-05 },",
            "19:41: error: \"8 h\" is not a number of days; expected days such as 8 d"),
        Mistake(
            "days: mon-fri,",
            "rotation: { cycle: 1 d, days: [1], start: 2026-01-05 },",
            "19:41: error: \"1 d\" is not a whole number of days from 2 to 366; expected days such as 8 d"),
        Mistake(
            "days: mon-fri,",
            "rotation: { cycle: 8 d, days: [1, 7-9], start: 2026-01-05 },",
            "19:56: error: the cycle has no day 9; expected days from 1 to 8"),
        Mistake(
            "days: mon-fri,",
            "rotation: { cycle: 8 d, days: [mon, 4-2, 0], start: 2026-01-05 },",
            "19:53: error: \"mon\" is not a day of a cycle or a range of them; expected days of the cycle such as 1-4",
            "19:58: error: \"4-2\" ends before it begins; expected days of the cycle such as 1-4",
            "19:63: error: \"0\" is not a day of a cycle or a range of them; expected days of the cycle such as 1-4"),
        Mistake(
            "days: mon-fri,",
            "rotation: { cycle: 8 d, days: [], star: 2026-01-05 },",
            "19:52: error: the shift has no day; expected days such as [1-4]",
            "19:56: error: a rotation has no key \"star\"; did you mean \"start\"?"),
        Mistake(
            "days: mon-fri,",
            "days: mon-fri, rotation: { cycle: 8 d, days: [1-2], start: 2026-01-05 },",
            "19:37: error: a shift has \"days\" or a \"rotation\", not both; the days of a rotation stand within it"),
        Mistake(
            "days: mon-fri, from: \"08:00\", to: \"16:00\"",
            "rotation: { cycle: 8 d, days: [3-4], start: 2026-01-05 }, from: \"08:00\", to: \"23:00\"",
            "20:9: error: shifts \"day\" 08:00-23:00 and \"night\" 22:00-06:00 overlap, on 2026-01-07 for one"),
    ]
}
