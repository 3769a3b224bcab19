import Testing

extension MistakeTests {
    /// Values that are not what their keys need.
    // swift-format-ignore
    static let values: [Mistake] = [
        Mistake(
            "  id: tko",
            "  id: TKO_1",
            "3:7: error: \"TKO_1\" is not an identifier for the plant; identifiers are 1 to 64 of a-z, 0-9 and -"),
        Mistake(
            "Asia/Hong_Kong",
            "Asia/Hongkong",
            "5:14: error: \"Asia/Hongkong\" is not a known time zone; did you mean \"Asia/Hong_Kong\"?"),
        Mistake(
            "Asia/Hong_Kong",
            "HKT",
            "5:14: error: \"HKT\" is not a known time zone; expected an IANA name such as Asia/Hong_Kong"),
        Mistake(
            "iso22400",
            "iso22401",
            "6:15: error: \"iso22401\" is not a convention; did you mean \"iso22400\"?"),
        Mistake(
            "lateness: 7 d",
            "lateness: 7",
            "7:13: error: \"7\" has no unit; write ns, us, ms, s, min, h or d"),
        Mistake(
            "lateness: 7 d",
            "lateness: 7 days",
            "7:13: error: \"7 days\" has the unknown unit \"days\"; expected ns, us, ms, s, min, h or d"),
        Mistake(
            "lateness: 7 d",
            "lateness: soon",
            "7:13: error: \"soon\" does not begin with a number; expected a time such as 7 d"),
        Mistake(
            "lateness: 7 d",
            "lateness: 1.0000000001 s",
            "7:13: error: \"1.0000000001 s\" is finer than a nanosecond; expected a time such as 7 d"),
        Mistake(
            "lateness: 7 d",
            "lateness: 0 s",
            "7:13: error: \"0 s\" is not above zero; expected a time such as 7 d"),
        Mistake(
            "lateness: 7 d",
            "lateness: -7 d",
            "7:13: error: \"-7 d\" is negative; expected a time such as 7 d"),
        Mistake(
            "  lateness: 7 d",
            "  retention: { facts: 10 years, seconds: 0 d }",
            "7:23: error: \"10 years\" has the unknown unit \"years\"; expected ns, us, ms, s, min, h or d",
            "7:42: error: \"0 d\" is not above zero; expected a time such as 400 d"),
        Mistake(
            "  lateness: 7 d",
            "  retention: { facts: 0.5 y, second: 30 d }",
            "7:23: error: \"0.5 y\" is not a whole number of years from 1 to 100; expected a time such as 10 y",
            "7:30: error: retention has no key \"second\"; did you mean \"seconds\"?"),
        Mistake(
            "  lateness: 7 d",
            "  retention: { facts: 1 y, seconds: 6 d }",
            "7:37: error: what may still come late must not be merged to minutes; expected a time of at least \"lateness\""),
        Mistake(
            "  lateness: 7 d",
            "  retention: { facts: 1 y }",
            "7:23: error: facts would be gone before they are merged to minutes; expected a time of at least \"seconds\""),
        Mistake(
            "lateness: 7 d",
            "clock_tolerence: 7 d",
            "7:3: error: the plant has no key \"clock_tolerence\"; did you mean \"clock_tolerance\"?"),
        Mistake(
            "zh-Hant: 將軍澳",
            "zh: 將軍澳",
            "4:20: error: a name has no key \"zh\"; expected en or zh-Hant"),
        Mistake(
            "mqtts://broker:8883",
            "mqtt://broker:8883",
            "14:5: error: \"certificate_file\" needs an encrypted connection; expected an url that begins with mqtts://",
            "15:5: error: \"key_file\" needs an encrypted connection; expected an url that begins with mqtts://"),
        Mistake(
            "mqtts://broker:8883",
            "http://broker",
            "10:10: error: \"http://broker\" does not begin with mqtt:// or mqtts://; expected an address such as mqtt://127.0.0.1:1883"),
        Mistake(
            "mqtts://broker:8883",
            "mqtts://me:secret@broker",
            "10:10: error: the value holds a user or password; give \"username\" and \"password_file\" instead"),
        Mistake(
            "mqtts://broker:8883",
            "mqtts://broker:99999",
            "10:10: error: \"mqtts://broker:99999\" has no port from 1 to 65535; expected an address such as mqtt://127.0.0.1:1883"),
        Mistake(
            "    key_file: /k\n",
            "",
            "14:5: error: \"certificate_file\" stands without \"key_file\"; a client certificate and its key belong together"),
        Mistake(
            "    username: me\n",
            "",
            "12:5: error: \"password_file\" stands without \"username\""),
        Mistake(
            "500 ms",
            "500",
            "42:41: error: \"500\" has no unit; write ns, us, ms, s, min, h or d"),
        Mistake(
            "500 ms",
            "0 ms",
            "42:41: error: \"0 ms\" is not above zero; expected a time per item such as 500 ms"),
        Mistake(
            "500 ms",
            "1/0 s",
            "42:41: error: \"1/0 s\" divides by zero; expected a time per item such as 500 ms"),
        Mistake(
            "500 ms",
            "500 sec",
            "42:41: error: \"500 sec\" has the unknown unit \"sec\"; expected ns, us, ms, s, min, h or d"),
        Mistake(
            "by: me, ",
            "",
            "42:13: error: a rate lacks the key \"by\"; expected who set the rate"),
        Mistake(
            "max_rate: 5/s",
            "max_rate: 5",
            "45:112: error: \"5\" is not a rate; expected pieces per time: 5/s"),
        Mistake(
            "max_rate: 5/s",
            "max_rate: 5/sec",
            "45:112: error: \"5/sec\" has the unknown unit \"sec\"; expected ns, us, ms, s, min, h or d"),
        Mistake(
            "modulus: 10000",
            "modulus: 1.0000001",
            "45:95: error: \"1.0000001\" has more than 6 decimals; expected a quantity"),
        Mistake(
            "modulus: 10000",
            "modulus: 10000.5",
            "45:95: error: the modulus is not a multiple of the step; it is how many values the counter has, at least two"),
        Mistake(
            "jitter: 1",
            "jitter: one",
            "45:125: error: \"one\" does not begin with a number; expected a quantity"),
        Mistake(
            "heartbeat: 10 s\n        minor_stop: 5 min",
            "stale_after: 10 s\n        minor_stop: 5 min",
            "38:9: error: \"stale_after\" needs a \"heartbeat\"; silence is judged only where a source promises signs of life"),
        Mistake(
            "heartbeat: 10 s\n        minor_stop: 5 min",
            "heartbeat: 10 s\n        stale_after: 5 s\n        minor_stop: 5 min",
            "39:22: error: \"stale_after\" is shorter than the heartbeat; every pause between two signs of life would be silence"),
        Mistake(
            "minor_stop: 5 min",
            "minor_stop: 2.5 items",
            "39:21: error: \"2.5 items\" is not a whole number of items from 1 to 1000000; expected a time or items: 5 min, 3 items"),
        Mistake(
            "normal: [18, 26]",
            "normal: [26, 18]",
            "53:67: error: \"normal\" is not a band; expected [low, high]"),
        Mistake(
            "normal: [18, 26]",
            "normal: [18, hot]",
            "53:67: error: \"normal\" is not a band; expected [low, high]",
            "53:72: error: \"hot\" is not a number; expected a number"),
        Mistake(
            "from: 2026-01-01, by",
            "from: 2026-02-30, by",
            "42:55: error: \"2026-02-30\" is not a date or time; expected 2026-01-01 or 2026-01-01T06:00"),
    ]
}
