extension Asset {
    /// The page of signals.
    static let signalStyles = """
        .signal-navigation .window { font-size: 1.1rem; font-weight: 600;
          font-variant-numeric: tabular-nums; }
        .moves-bar, .chooser { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0;
          margin: .5rem 0; list-style: none; }
        .chip[aria-disabled] { color: var(--soft); border-style: dashed; background: none; }
        .charts { display: grid; gap: 1rem; margin: .75rem 0; align-items: start;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 40rem), 1fr)); }
        .signal + .signal { margin-top: 1.25rem; }
        h3 { font-size: 1rem; margin: 0; }
        .signal-now { display: flex; flex-wrap: wrap; gap: .15rem 1rem; align-items: baseline;
          margin: 0 0 .25rem; font-size: .9rem; color: var(--soft); }
        .signal-now .value { font-size: 1.35rem; color: var(--text);
          font-variant-numeric: tabular-nums; }
        .count { display: inline-flex; gap: .35rem; align-items: center; }
        .count.abnormal { color: var(--text); font-weight: 600; }
        .reading { min-height: 2rem; line-height: 2rem; margin: 0; font-size: .8125rem;
          font-variant-numeric: tabular-nums; }
        .chart { display: grid; grid-template-columns: 3.75rem minmax(0, 1fr);
          column-gap: .5rem; }
        .chart > .reading, .ticks, .unit-strip > .strip { grid-column: 2; }
        .ticks { overflow: visible; }
        .signal > details { margin-top: -2rem; }
        .signal summary { padding: .25rem 0; width: max-content; max-width: 100%; }
        .unit-strip { margin-top: .75rem; }
        .unit-strip .strip-name { margin: 0; text-align: right; }
        .plot { background: var(--raised); border-bottom: 1px solid var(--edge); cursor: grab;
          touch-action: pan-y; user-select: none; }
        .gutter text { font-size: 12px; fill: var(--soft); }
        .gutter .normal-limit { font-weight: 700; fill: var(--text); }
        .ticks text { font-size: 12px; fill: var(--soft); }
        .plot .normal, .swatch .normal { fill: var(--edge); fill-opacity: .2; }
        .plot .gap, .swatch .gap { fill: url(#hatch); fill-opacity: .55; }
        .plot .bar { fill: var(--bar); }
        .plot .cross { fill: var(--text); fill-opacity: .1; pointer-events: none; }
        .band, .mean, .command { vector-effect: non-scaling-stroke; stroke-linejoin: round; }
        .band { fill: var(--curve, var(--bar)); fill-opacity: .4; stroke-width: 1;
          stroke: var(--curve, var(--bar)); stroke-opacity: .4; }
        .mean { fill: none; stroke: var(--curve, var(--text)); stroke-width: 1.75;
          stroke-linecap: round; }
        .outside { --curve: var(--faulted); }
        .command { fill: none; stroke: var(--waiting); stroke-width: 2; stroke-dasharray: 7 3; }
        .sign.too-high, .sign.too-low, .sign.not-followed { fill: var(--faulted); }
        .sign.bad-quality { fill: var(--unknown); }
        .sign.late { fill: var(--waiting); }
        .sign.followed { fill: var(--normal); }
        .sign.superseded, .sign.pending { fill: var(--edge); }
        .swatch { background: var(--raised); outline: 1px solid var(--edge); }
        .energy { margin: 1rem 0; }

        """
}
