internal import Plant
internal import Telemetry

/// What a signal's values become.
enum Target {
    /// A unit's state by one of the tables that Lineside knows.
    case builtInState(BuiltInStateTable)
    /// A number by the plant's words; `absent` stands for null, `unknown` for any other word.
    case word(group: Int32, unknown: Int64, absent: Int64?)
    /// The hash of an order.
    case order
    /// A quantity in millionths, cut to whole multiples of a step.
    case quantity(step: Int64, mayFall: Bool)
    /// The same for each message, whatever it says: one count, or that an order ends.
    case constant(Int64)
    /// The bits of a double.
    case real
}

/// A value of a signal on a topic; an actuator has two.
struct Binding {
    /// Whose value it is.
    var signal: SignalIndex
    /// The slot of its value, or -1 where only the message itself counts.
    var slot: Int32
    /// The slot of its event time among those of its topic, or -1.
    var time: Int32
    /// What the value becomes.
    var target: Target
    /// What is known of every such value.
    var flags: SampleFlags
    /// The slot of its quality, or -1.
    var quality: Int32
    /// When it is good.
    var good: QualityField.Good
}

/// An event time on a topic, shared by all signals that name it.
struct TimeBinding {
    /// The slot of its value.
    var slot: Int32
    /// The unit of a number.
    var unit: TimeField.Unit
    /// The first signal that names it.
    var signal: SignalIndex
    /// Whether a message without it is refused.
    var isDemanded: Bool
}

/// All that is bound to one topic.
struct TopicPlan {
    /// The root of its paths, or -1 where nothing needs the payload as JSON.
    var root: Int32
    /// The slot of the payload itself, or -1 where no signal takes it.
    var wholeSlot: Int32
    /// Its part of ``Bindings/all``.
    var bindings: Range<Int32>
    /// Its part of ``Bindings/times``.
    var times: Range<Int32>
    /// The slots of the value and the time that are all the payload may hold, or -1.
    var exactValue: Int32 = -1
    var exactTime: Int32 = -1
}
