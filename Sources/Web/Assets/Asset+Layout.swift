extension Asset {
    /// From a phone to a wall.
    static let layout = """
        * { box-sizing: border-box; }
        html { font: 100%/1.45 system-ui, "Noto Sans", "Noto Sans HK", "Noto Sans CJK HK",
            "Noto Sans TC", "Noto Sans CJK TC", sans-serif; background: var(--ground);
            color: var(--text); -webkit-text-size-adjust: 100%; }
        body { margin: 0; }
        a { color: var(--link); }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
        .skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--raised); }
        .skip:focus { left: 0; z-index: 1; }
        header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center;
          padding: .5rem 1rem; background: var(--panel); border-bottom: 1px solid var(--edge); }
        header nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
        header nav a { padding: .6rem .1rem; text-decoration: none; }
        header a[aria-current] { font-weight: 700; box-shadow: inset 0 -3px var(--text); }
        .plant { font-weight: 700; }
        .languages { margin-left: auto; }
        .log-out { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; }
        .no-users { padding: 0 1rem 1rem; color: var(--soft); font-size: .9rem; }
        main { padding: .75rem 1rem 2rem; max-width: 120rem; margin: 0 auto; }
        h1 { font-size: 1.5rem; margin: .25rem 0 .75rem; }
        h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
        p { margin: .35rem 0; }
        .tiles { display: grid; gap: 1rem; align-items: start;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); }
        .tile, .panel { background: var(--panel); border: 1px solid var(--edge);
          border-radius: 4px; padding: .75rem 1rem; min-width: 0; }
        .tile.abnormal { border-width: 3px; border-color: var(--text); background: var(--raised); }
        .line-page { display: grid; gap: 1rem;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
        .health-page { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
        .wide { grid-column: 1 / -1; }
        .stale :is(.value, .for, td, .badge, text) { color: var(--soft); fill: var(--soft); }
        .stale .badge { --badge: transparent; border-style: dashed; }
        .stale svg :is(rect, line, path) { opacity: .55; filter: grayscale(1); }
        .stale .badge .icon path { opacity: 1; }
        .state-now { display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: center;
          font-size: 1.2rem; }
        .badge { display: inline-flex; gap: .4rem; align-items: center; padding: .1rem .55rem;
          border-radius: 3px; border: 1px solid var(--edge); background: var(--badge);
          color: var(--badge-text); font-weight: 600; white-space: nowrap; }
        .icon { width: 1em; height: 1em; flex: none; fill: currentColor; fill-rule: evenodd; }
        .aside, .basis, .fresh, .why, .scale, .strip-name { color: var(--soft); }
        .aside, .basis, .fresh, .why { font-size: .9rem; }
        .basis span + span:not(.source)::before { content: " · "; }
        .basis > .source { margin-left: .35rem; }
        .notice { display: flex; gap: .5rem; align-items: center; margin: .35rem 0;
          padding: .35rem .75rem; font-weight: 600; background: var(--raised);
          border-left: 6px solid var(--faulted); }
        .notice[hidden] { display: none; }
        .notice, #review .aside { overflow-wrap: anywhere; }
        .lost { position: sticky; top: 0; margin: 0; z-index: 1; }
        .figures { display: flex; flex-wrap: wrap; gap: .5rem 2rem; }
        .figures .basis { flex-basis: 100%; margin: 0; }
        .kpi { display: flex; flex-direction: column; min-width: 6.5rem; }
        .kpi .name { font-size: .9rem; color: var(--soft); }
        .kpi .value { font-size: 1.75rem; font-weight: 700; line-height: 1.2;
          font-variant-numeric: tabular-nums; }
        .units { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1rem; padding: 0;
          margin: .75rem 0; font-size: .9rem; }
        .units li { display: flex; gap: .4rem; align-items: center; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; padding: 0;
          margin: 1rem 0 .25rem; font-size: .8125rem; }
        .legend li { display: flex; gap: .4rem; align-items: center; }
        .unit-row { margin: .5rem 0; }
        .unit-now { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; }
        .strip-name, .scale { font-size: .8125rem; margin: .35rem 0 .1rem; }
        svg { display: block; }
        svg text { font-size: 13px; fill: var(--text); }
        .bars { overflow: visible; }
        .strip { background: var(--raised); border-bottom: 1px solid var(--edge); }
        .hatch { position: absolute; width: 0; height: 0; }
        .scale { display: flex; justify-content: space-between;
          font-variant-numeric: tabular-nums; }
        details { margin-top: .5rem; }
        summary { cursor: pointer; padding: .75rem 0; font-size: .9rem; }
        /* A shade at an edge beyond which there is more: covers go with what is scrolled. */
        .scroll { overflow-x: auto; background: no-repeat local 0 / 2rem 100%
            linear-gradient(90deg, var(--panel) 50%, transparent),
          no-repeat local 100% / 2rem 100%
            linear-gradient(-90deg, var(--panel) 50%, transparent),
          no-repeat 0 / 1rem 100% linear-gradient(90deg, var(--shade), transparent),
          no-repeat 100% / 1rem 100% linear-gradient(-90deg, var(--shade), transparent); }
        table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
        caption { text-align: left; font-weight: 600; padding: .35rem 0; }
        th, td { text-align: left; padding: .3rem .6rem .3rem 0; vertical-align: top;
          border-bottom: 1px solid var(--edge); font-variant-numeric: tabular-nums;
          text-wrap: balance; }
        th { font-weight: 600; color: var(--soft); word-break: keep-all; }
        .number { text-align: right; }
        tr.overdue > td { font-weight: 700; }
        tr.overdue > td:first-child { padding-left: .5rem; border-left: 6px solid var(--faulted); }
        .source { font-size: .8125rem; border: 1px solid var(--edge); border-radius: 3px;
          padding: 0 .35rem; white-space: nowrap; color: var(--soft); }
        code, pre { font-size: .9rem; overflow-x: auto; }
        @media (min-width: 60.01rem) { td:not(.number) { min-width: 4.5rem; } }
        @media screen and (max-width: 60rem) {
          table { width: max-content; min-width: 100%; }
          th, td { max-width: 16em; overflow-wrap: break-word; }
        }
        @media (max-width: 40rem) {
          .languages { margin-left: 0; }
          main { padding: .5rem .75rem 2rem; }
          .kpi .value { font-size: 1.5rem; }
          .source { white-space: normal; }
          .bars .odd text { display: none; }
        }
        @media (min-width: 100rem) {
          html { font-size: 112.5%; }
          svg text { font-size: 15px; }
        }
        @media print { header, .lost, summary { display: none; } }

        """
}
