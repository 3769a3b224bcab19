/// An element of one cache line whose words all follow from its number: mixed versions show.
struct Stamp: BitwiseCopyable, Sendable {
    let number: UInt64
    let second: UInt64
    let third: UInt64
    let fourth: UInt64
    let fifth: UInt64
    let sixth: UInt64
    let seventh: UInt64
    let eighth: UInt64

    init(_ number: UInt64) {
        self.number = number
        second = number &* 3
        third = number &* 5
        fourth = number &* 7
        fifth = number &* 11
        sixth = number &* 13
        seventh = number &* 17
        eighth = number &* 19
    }

    /// One whose words come from two numbers.
    init(tornFrom first: UInt64, _ other: UInt64) {
        let rest = Stamp(other)
        number = first
        second = rest.second
        third = rest.third
        fourth = rest.fourth
        fifth = rest.fifth
        sixth = rest.sixth
        seventh = rest.seventh
        eighth = rest.eighth
    }

    var isWhole: Bool {
        second == number &* 3 && third == number &* 5 && fourth == number &* 7
            && fifth == number &* 11 && sixth == number &* 13 && seventh == number &* 17
            && eighth == number &* 19
    }
}
