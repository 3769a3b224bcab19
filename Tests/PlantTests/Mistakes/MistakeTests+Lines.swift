import Testing

extension MistakeTests {
    /// Lines and signals that cannot be.
    // swift-format-ignore
    static let topology: [Mistake] = [
        Mistake(
            "broker: floor",
            "broker: flor",
            "31:13: error: there is no broker \"flor\"; did you mean \"floor\"?"),
        Mistake(
            "calendar: main",
            "calendar: mine",
            "32:15: error: there is no calendar \"mine\"; declared: main"),
        Mistake(
            "product: mask\n",
            "product: masks\n",
            "33:14: error: there is no product \"masks\"; did you mean \"mask\"?"),
        Mistake(
            "product: mask\n",
            "product: mask\n    target_oee: 120 %\n",
            "34:17: error: \"120 %\" is not above 0 % and at most 100 %; expected a share such as 75 %"),
        Mistake(
            "product: mask\n",
            "product: mask\n    target_oee: 0.75\n",
            "34:17: error: \"0.75\" is not a share in percent; expected 75 %"),
        Mistake(
            "product: mask\n",
            "product: mask\n    target_oee: 75.00001 %\n",
            "34:17: error: \"75.00001 %\" has more than 4 decimals; expected a share such as 75 %"),
        Mistake(
            "constraint: [a]",
            "constraint: [c]",
            "34:18: error: line m1 has no work unit \"c\"; declared: a, b"),
        Mistake(
            "feeds: [b]",
            "feeds: [bb]",
            "37:17: error: line m1 has no work unit \"bb\"; declared: a, b"),
        Mistake(
            "    constraint: [a]\n    work_units:\n      a:\n        feeds: [b]\n",
            "    work_units:\n      a:\n",
            "31:5: error: line m1 lacks the key \"constraint\"; it has several ends: a, b; name the work units that pace the line"),
        Mistake(
            "      b:\n        heartbeat",
            "      b:\n        feeds: [a]\n        heartbeat",
            "36:7: error: what flows out comes back: a → b → a"),
        Mistake(
            "product: mask, item",
            "product: mosk, item",
            "42:24: error: there is no product \"mosk\"; did you mean \"mask\"?"),
        Mistake(
            "          - { product: mask, item_time: 500 ms",
            "          - { product: mask, item_time: 1 s, from: 2026-01-01T00:00, by: x, reason: y }\n          - { product: mask, item_time: 500 ms",
            "43:55: error: product mask has two rates from the same instant on"),
        Mistake(
            "prefer: [made, scrap]",
            "prefer: [made]",
            "40:17: error: \"prefer\" names two different counts; expected two of made, good and scrap"),
        Mistake(
            "prefer: [made, scrap]",
            "prefer: [made, rework]",
            "40:24: error: \"rework\" is not a count that can be preferred; expected made, good or scrap"),
        Mistake(
            "17: jam",
            "17: jem",
            "48:70: error: there is no reason \"jem\"; did you mean \"jam\"?"),
        Mistake(
            "kind: mode",
            "kind: mood",
            "47:25: error: \"mood\" is not a kind of signal; expected state, mode, counter, product, order, reason, meter, measurement or actuator"),
        Mistake(
            "{ kind: mode, ",
            "{ ",
            "47:17: error: signal m1/a/mode lacks the key \"kind\"; expected state, mode, counter, product, order, reason, meter, measurement or actuator"),
        Mistake(
            "states: packml",
            "states: packlm",
            "44:85: error: \"packlm\" is not a built-in table of states; did you mean \"packml\"?"),
        Mistake(
            "{ 1: production }",
            "{ 1: producing }",
            "47:64: error: \"producing\" is not one of Lineside's words; did you mean \"production\"?"),
        Mistake(
            "run: producing",
            "run: runs",
            "52:58: error: \"runs\" is not one of Lineside's words; expected producing, setup, idle, starved, blocked, stopped, faulted, unknown or not_scheduled"),
        Mistake(
            "\"{line}/{unit}\"",
            "\"{line}/{units}\"",
            "44:40: error: \"{units}\" stands for nothing; did you mean \"{unit}\"?"),
        Mistake(
            "\"{line}/{unit}\"",
            "\"line/+/state\"",
            "44:40: error: the topic \"line/+/state\" has a wildcard; a signal comes from exactly one topic"),
        Mistake(
            "topic: \"{line}/{unit}\", ",
            "",
            "44:18: error: signal m1/a/state lacks the key \"topic\"; expected an MQTT topic, or \"sparkplug\""),
        Mistake(
            "field: s,",
            "field: \"s..t\",",
            "44:64: error: \"s..t\" is not a path; expected a path such as a.b[0].c"),
        Mistake(
            "field: s,",
            "feild: s,",
            "44:57: error: signal m1/a/state has no key \"feild\"; did you mean \"field\"?"),
        Mistake(
            "counts: scrap",
            "counts: made",
            "46:11: error: signals \"made\" and \"scrap\" both give the count of made pieces of m1/a"),
        Mistake(
            "counts: made",
            "counts: rework",
            "43:9: error: m1/a counts neither made nor good pieces: good cannot be derived; declare a counter of made or good pieces"),
        Mistake(
            "type: cumulative }",
            "type: total }",
            "46:78: error: \"total\" is not a type of counter; expected cumulative, resettable, delta or pulse"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, sparkplug: node, metric: m",
            "47:42: error: \"node\" is not a Sparkplug node or device; expected group/node or group/node/device"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, sparkplug: g/n, topic: t",
            "47:17: error: signal m1/a/mode lacks the key \"metric\"; expected the name of a metric",
            "47:47: error: a Sparkplug signal has no \"topic\"; it is named by \"sparkplug\" and \"metric\""),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, topic: t, metric: m",
            "47:41: error: \"metric\" needs \"sparkplug\"; expected sparkplug: group/node or group/node/device"),
        Mistake(
            "kind: mode, topic: t, field: m, states: { 1: production }",
            "kind: state, topic: t, field: m, states: mtconnect",
            "47:11: error: signals \"state\" and \"mode\" both give the state of m1/a; names win: give \"fallback: true\" to the one that gives numbers"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, topic: t, unit: ms",
            "47:41: error: \"unit\" is the unit of \"time\", which is not given"),
        Mistake(
            "states: { 1: production }",
            "states: packmll",
            "47:59: error: \"packmll\" is not a built-in table of modes; did you mean \"packml\"?"),
        Mistake(
            "states: packml }",
            "states: packml-obc }",
            "44:85: error: \"packml-obc\" is not a built-in table of states; did you mean \"packml-opc\"?"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, topic: t, convention: umh, field: m",
            "47:53: error: \"umh\" is not a payload convention; expected packml, umh-historian, umh-raw, umh-analytics, kepware, siemens-edge, tasmota or shelly"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, topic: t, convention: packml, field: m",
            "47:68: error: \"m\" is a place, and packml has a topic for each value; leave \"field\" out"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, topic: t, convention: umh-historian",
            "47:17: error: signal m1/a/mode lacks the key \"field\"; expected the name of a tag"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, topic: t, convention: umh-analytics",
            "47:17: error: signal m1/a/mode lacks the key \"field\"; expected the name of a member"),
        Mistake(
            "kind: mode, topic: t, field: m",
            "kind: mode, topic: t, fallback: true, field: m",
            "47:41: error: signal m1/a/mode has no key \"fallback\"; expected kind, name, topic, convention, field, time, sparkplug, metric, states or unit"),
        Mistake(
            "{ 1: production }",
            "{ 1: production, \"1\": manual }",
            "47:76: error: the key \"1\" stands twice; it stands in line 47 already"),
        Mistake(
            "{ kind: measurement, topic: v, unit: Cel, normal: [18, 26] }",
            "hot",
            "53:17: error: signal m1/b/heat is a mapping of keys and values, not \"hot\""),
    ]
}
