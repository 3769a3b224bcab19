import Plant
import Telemetry

/// The words by which sources name what they publish; whoever adds one adds a test.
///
/// Names alone prove nothing: the classifiers ask for values that fit, too.
enum Lexicon {
    static let time: Set<String> = [
        "ts", "time", "timestamp", "datetime", "at", "when", "epoch", "date", "t",
    ]
    static let state: Set<String> = [
        "state", "status", "execution", "phase", "zustand", "statecurrent", "statecurrentstr",
        "machinestate", "unitstate",
    ]
    static let running: Set<String> = ["running", "run", "isrunning", "active", "producing"]
    static let mode: Set<String> = ["mode", "unitmode", "betriebsart", "controllermode"]
    static let made: Set<String> = [
        "made", "produced", "processed", "production", "output", "pieces", "parts", "cycles",
        "shots", "strokes", "partcount", "piececount", "total", "throughput",
    ]
    static let good: Set<String> = ["good", "ok", "pass", "passed", "accepted", "io", "goodparts"]
    static let scrap: Set<String> = [
        "bad", "scrap", "scrapped", "reject", "rejects", "rejected", "nok", "ng", "defect",
        "defects", "defective", "failed", "waste", "nio", "faulty",
    ]
    static let rework: Set<String> = ["rework", "reworked"]
    static let material: Set<String> = ["consumed", "material", "infeed", "input"]
    static let count: Set<String> = [
        "count", "counter", "cnt", "qty", "quantity", "acc", "acccount", "number", "value",
        "total",
    ]
    static let pulse: Set<String> = [
        "pulse", "cycle", "piece", "shot", "stroke", "part", "count", "made", "good", "scrap",
    ]
    /// What rises too and counts no pieces.
    static let noCount: Set<String> = [
        "seq", "sequence", "seqno", "msgid", "id", "index", "uptime", "runtime", "heartbeat",
        "alive", "watchdog", "version", "retries", "rssi", "mid", "packet", "tick", "ticks",
        "hours", "minutes", "seconds", "target", "plan", "planned", "setpoint", "speed", "rate",
        "error", "errors", "alarm", "alarms", "duration", "elapsed", "odometer",
    ]
    static let product: Set<String> = [
        "product", "sku", "recipe", "article", "material", "item", "model", "productid",
        "partnumber", "gtin",
    ]
    static let order: Set<String> = [
        "order", "job", "workorder", "wo", "batch", "lot", "orderid", "auftrag",
    ]
    static let reason: Set<String> = [
        "reason", "alarm", "code", "fault", "error", "cause", "alarmcode", "errorcode",
        "stopreason", "reasoncode",
    ]
    static let command: Set<String> = [
        "cmd", "command", "setpoint", "sp", "set", "target", "soll", "demand",
    ]
    static let feedback: Set<String> = [
        "pos", "position", "feedback", "fb", "actual", "act", "ist", "pv", "measured",
    ]
    /// Levels of a topic that name what is said, not who says it.
    static let channel: Set<String> = [
        "status", "state", "admin", "command", "data", "telemetry", "sensor", "sensors", "order",
        "alarm", "alarms", "event", "events", "counts", "counters", "values", "info", "metrics",
        "machine", "quality", "power", "energy", "process", "production",
    ]

    /// What stands beside the words above in names of signals.
    static let filler: Set<String> = ["prod", "unit", "cur", "current", "mach", "machine", "str"]

    /// Whether a level of a topic names what is said: every word of it does, or it is a number.
    ///
    /// A part washer is no part, so one word is not enough.
    static func isChannel(_ level: String) -> Bool {
        let parts = Name([level]).parts.filter { !$0.utf8.allSatisfy { (48...57).contains($0) } }
        return parts.allSatisfy { part in
            let word = Name([part])
            return [
                channel, time, state, mode, made, good, scrap, rework, count, order, product,
                reason, material, pulse, noCount, filler,
            ].contains(where: word.says) || meterUnit(word) != nil || measurementUnit(word) != nil
        }
    }

    /// The unit that a meter's name gives (UCUM).
    static func meterUnit(_ name: Name) -> String? {
        let units: [(Set<String>, String)] = [
            (["kwh", "energykwh"], "kW.h"), (["mwh"], "MW.h"), (["wh"], "W.h"),
            (["m3", "cbm"], "m3"), (["litres", "liters"], "L"), (["energy"], "kW.h"),
        ]
        return units.first { name.says($0.0) }?.1
    }

    /// The unit that a measurement's name gives (UCUM); `1` where it gives none but is known.
    static func measurementUnit(_ name: Name) -> String? {
        let units: [(Set<String>, String)] = [
            (["temp", "temperature", "celsius"], "Cel"), (["hum", "humidity", "rh"], "%"),
            (["ph"], "[pH]"), (["bar"], "bar"), (["kpa"], "kPa"), (["mpa"], "MPa"),
            (["pressure"], "bar"), (["volt", "voltage"], "V"), (["current", "ampere"], "A"),
            (["power", "kw"], "kW"), (["torque"], "N.m"), (["force"], "N"),
            (["rpm"], "/min"), (["machspeed", "speed"], "/min"), (["vibration"], "mm/s"),
            (["flow"], "L/min"), (["level"], "%"), (["weight"], "kg"), (["co2", "ppm"], "[ppm]"),
            (["frequency", "hz"], "Hz"), (["lux"], "lx"), (["load"], "%"),
        ]
        return units.first { name.says($0.0) }?.1
    }

    /// Words of many machines for our states; ours and the built-in tables are asked first.
    static let states: [String: UnitState] = [
        "run": .producing, "running": .producing, "production": .producing, "active": .producing,
        "on": .producing, "execute": .producing, "automatic": .producing, "working": .producing,
        "ready": .idle, "standby": .idle, "waiting": .idle, "stop": .stopped, "halted": .stopped,
        "paused": .stopped, "pause": .stopped, "off": .stopped, "held": .stopped,
        "fault": .faulted, "error": .faulted, "alarm": .faulted, "failure": .faulted,
        "down": .faulted, "emergency": .faulted, "estop": .faulted, "changeover": .setup,
        "warmup": .setup, "cleaning": .setup, "starting": .setup, "starvation": .starved,
        "blockage": .blocked, "offline": .unknown,
    ]
    /// Our own words.
    static let ownStates: [String: UnitState] = [
        "producing": .producing, "setup": .setup, "idle": .idle, "starved": .starved,
        "blocked": .blocked, "stopped": .stopped, "faulted": .faulted,
    ]
    static let modes: [String: UnitMode] = [
        "production": .production, "produce": .production, "producing": .production,
        "auto": .production, "automatic": .production, "semi_automatic": .production,
        "maintenance": .maintenance, "maint": .maintenance, "service": .maintenance,
        "manual": .manual, "hand": .manual, "jog": .manual, "manual_data_input": .setup,
        "setup": .setup, "edit": .setup,
    ]
}
