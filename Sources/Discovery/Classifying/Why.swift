/// Why a field is taken for what it is, or for nothing; worded in `Wording.swift`.
public enum Why: Hashable, Sendable {
    /// Its name says so.
    case name
    /// All its words are in a table.
    case wordsKnown(String)
    /// These of its words are in no table.
    case wordsUnknown([String])
    /// Several numberings of states and modes are in use.
    case numberingsDiffer
    /// A flag says only whether it runs.
    case flagOfRunning
    /// Its texts are dates with times.
    case isDateTime
    /// Its values are close to when they were received.
    case nearReceipt
    /// So many rises and no fall.
    case onlyRises(Int)
    /// Fell so many times without a reset.
    case fell(Int)
    /// Reset so many times.
    case resets(Int)
    /// Rises and falls: each value stands alone.
    case upAndDown
    /// Was never seen to change.
    case neverMoved
    /// Every payload is the same: each message is one count.
    case samePayload
    /// Few words that stay for a while.
    case rarelyChanges
    /// Null or empty where there is none.
    case clearedByNull
    /// Stands beside a product in one message.
    case besideProduct
    /// The unit is guessed from the name.
    case unitFromName(String)
    /// Never more than what is made.
    case withinMade
    /// What is processed and what is defective add up to what is consumed: processed are good.
    case processedIsGood
    /// A command and what came of it.
    case pair

    /// Another field of the unit is taken for the same.
    case second(String)
    /// Nothing in it tells good or made pieces.
    case scrapAlone
    /// Counts material, not pieces.
    case material
    /// Counts the messages.
    case sequence
    /// Rises as time does.
    case followsClock
    /// Never says anything else.
    case constant
    /// Nothing but null came.
    case onlyNull
    /// Neither name nor values tell.
    case unknownName
    /// Not sure enough.
    case unsure
    /// No work unit is near.
    case noUnit
    /// Half of a pair of command and feedback.
    case unpaired
    /// The topic holds braces, which the plant file reads as its own.
    case braces
    /// Sparkplug B.
    case sparkplug
    /// Neither JSON object nor a single value.
    case opaque
}
