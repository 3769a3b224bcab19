extension FundedYear {
    /// Who is logged in at a machine: of the seven operators of a shift, one comes late in the
    /// morning.
    struct LogIns {
        /// How many are there.
        var whole: Int64
        /// How many come late.
        var late: Int64 = 0
        /// Until when, in seconds of the day's work.
        var lateUntil: Int64 = 0

        /// Of each machine, in their order.
        static let numbers = [LogIns(whole: 4), LogIns(whole: 3, late: 1, lateUntil: 138 * 60)]

        /// What a day adds up to, in seconds.
        static let time = numbers.reduce(0) {
            $0 + $1.whole * Totals.day - $1.late * $1.lateUntil
        }

        func number(at second: Int64) -> Int64 {
            guard second < Totals.day else { return 0 }
            return second < lateUntil ? whole - late : whole
        }
    }
}
