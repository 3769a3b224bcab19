extension Asset {
    /// Of the pages Shift and Stops, and what the line page shares with them.
    static let production = """
        .tabs, .chips { display: flex; flex-wrap: wrap; gap: .35rem .5rem; align-items: center; }
        .tabs { border-bottom: 1px solid var(--edge); margin: 0 0 1rem; gap: 0 .25rem; }
        .tabs a { display: inline-flex; align-items: center; min-height: 2.75rem;
          padding: 0 1rem; text-decoration: none; }
        .tabs a[aria-current] { font-weight: 700; box-shadow: inset 0 -3px var(--text); }
        .filters { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 1rem; }
        .chips { margin: 0; }
        .cell-link { display: inline-flex; align-items: center; min-height: 1.75rem;
          min-width: 1.75rem; }
        .chips-name { color: var(--soft); font-size: .9rem; margin-right: .25rem; }
        .chip { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 .9rem;
          border: 1px solid var(--edge); border-radius: 3px; background: var(--raised);
          text-decoration: none; }
        .chip[aria-current] { background: var(--text); color: var(--raised);
          border-color: var(--text); font-weight: 600; }
        button.chip { font: inherit; color: var(--text); cursor: pointer; }
        .correction { display: flex; flex-direction: column; gap: .75rem; align-self: start; }
        .correction > * { margin: 0; }
        .correction label { display: grid; gap: .2rem; }
        .correction label span { color: var(--soft); font-size: .9rem; }
        .correction input, .correction select { font: inherit; min-height: 2.75rem; width: 100%;
          padding: 0 .6rem; color: var(--text); background: var(--raised);
          border: 1px solid var(--edge); border-radius: 3px; }
        .choices { display: flex; flex-wrap: wrap; gap: .5rem; border: 0; padding: 0;
          min-width: 0; }
        .choices legend { padding: 0 0 .35rem; color: var(--soft); font-size: .9rem; }
        .choices .chip { min-width: 8rem; justify-content: center; }
        .period { font-size: 1.2rem; font-weight: 600; margin: 0 0 .5rem; }
        .for-ears { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; }
        .bar-list { list-style: none; margin: 0; padding: 0; }
        .bar-row { display: block; padding: .4rem 0; min-height: 2.75rem; color: var(--text);
          text-decoration: none; }
        a.bar-row:hover .bar-name, a.bar-row:focus-visible .bar-name { text-decoration: underline; }
        a.bar-row[aria-current] { background: var(--raised); box-shadow: -.5rem 0 var(--raised),
          .5rem 0 var(--raised), inset 0 -2px var(--text); }
        .bar-words { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
        .bar-name { flex: 1 1 auto; }
        .bar-value { font-weight: 600; font-variant-numeric: tabular-nums; }
        .bar-detail { flex-basis: 100%; font-size: .875rem; color: var(--soft);
          font-variant-numeric: tabular-nums; }
        .bar-line { margin-top: .2rem; }
        .bar-plain { fill: var(--bar); }
        .bar-loss { fill: var(--stopped); }
        .bar-abnormal { fill: var(--waiting); }
        .gain { fill: var(--normal); }
        .worm-lines { overflow: visible; }
        .worm-lines polyline, .worm-lines line { fill: none; vector-effect: non-scaling-stroke; }
        .worm-lines .good { stroke: var(--text); stroke-width: 3; }
        .worm-lines .target { stroke: var(--bar); stroke-width: 2; stroke-dasharray: 7 5; }
        .worm-lines .axis { stroke-width: 1; }
        .axis-top { font-size: .8125rem; color: var(--soft); margin: 0;
          border-bottom: 1px dotted var(--edge); font-variant-numeric: tabular-nums; }
        .worm-key { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem;
          padding: 0; margin: .5rem 0 0; font-size: .9rem; }
        .worm-key li { display: flex; gap: .5rem; align-items: center; }
        .worm-key b { font-variant-numeric: tabular-nums; }
        .bars .target, .bullet .target { stroke: var(--text); stroke-width: 2; }
        .bullet .bar { fill: var(--bar); }
        .hours { width: 100%; }
        .hours th[scope=row] { white-space: nowrap; }
        .hours .made { min-width: 9rem; width: 24%; }
        .made-count { font-variant-numeric: tabular-nums; font-weight: 600; }
        .hours th .aside { display: block; font-weight: 400; }
        .hours .future td, .hours .future th { color: var(--soft); }
        .hours .future .made-count { font-weight: 400; }
        .below { display: inline-flex; gap: .3rem; align-items: center; color: var(--stopped);
          font-weight: 600; }
        .inline-stops { list-style: none; margin: 0; padding: 0; font-size: .875rem;
          min-width: 14rem; }
        .inline-stops .no-reason { border-left: 4px solid var(--waiting); padding-left: .4rem; }
        .scatter { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); }
        .scatter .scale { grid-column: 2; }
        .scatter-plot { overflow: visible; }
        .scatter-plot .grid { stroke: var(--edge); stroke-dasharray: 2 4; }
        .scatter-plot .minor { fill: none; stroke: var(--text); stroke-width: 1.5; }
        .scatter-plot .longer { fill: var(--bar); stroke: var(--panel); }
        .scatter-plot .failure { fill: var(--faulted); stroke: var(--panel); }
        .mark { width: 1rem; height: 1rem; }
        .flow { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0;
          margin: .5rem 0; align-items: center; }
        .flow > li { display: flex; gap: .5rem; align-items: center; }
        .flow ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .35rem; }
        .flow-unit { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: center;
          justify-content: space-between; padding: .35rem .6rem; background: var(--panel);
          border: 1px solid var(--edge); border-radius: 4px; position: relative; }
        .flow-unit .badge { font-size: .875rem; }
        .arrow { width: 1.5rem; height: 1rem; fill: var(--edge); flex: none; }
        td.number { white-space: nowrap; }
        @media (min-width: 60rem) { .stops-page { grid-template-columns: 2fr 3fr; } }
        @media (max-width: 40rem) {
          .hours, .hours tbody { display: block; }
          .hours thead { display: none; }
          .hours tr { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0 .75rem;
            padding: .5rem 0; border-bottom: 1px solid var(--edge); }
          .hours th, .hours td { display: block; max-width: none; border: 0; padding: .15rem 0; }
          .hours th, .hours .made, .hours .stop-cell { grid-column: 1 / -1; }
          .hours .made { width: auto; }
          .hours .number { text-align: left; }
          .hours .number::before { content: attr(data-name); display: block;
            font-size: .8125rem; color: var(--soft); }
          .hours th .aside { display: inline; margin-left: .5rem; }
          .inline-stops { min-width: 0; }
          .flow { flex-direction: column; align-items: stretch; }
          .flow > li { flex-direction: column; align-items: stretch; }
          .arrow { transform: rotate(90deg); align-self: center; }
          .scatter { grid-template-columns: 3.75rem minmax(0, 1fr); }
          .chip { padding: 0 .7rem; }
        }

        """
}
