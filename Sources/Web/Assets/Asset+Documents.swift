extension Asset {
    /// Of documents: the benefit report.
    static let documents = """
        .document .notice { overflow-wrap: anywhere; }
        .document .notice > b { white-space: nowrap; }
        .document h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
        .document-head { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0; }
        .document-head dt { color: var(--soft); font-size: .8125rem; }
        .document-head dd { margin: 0; overflow-wrap: anywhere; }
        .document .number .figure { font-weight: 600; }
        .document-table .number .figure { display: inline-block; width: max-content;
          max-width: 14rem; white-space: normal; }
        @media (min-width: 60.01rem) { .document-table td.words { min-width: 11rem; } }
        .document .total th, .document .total td { border-top: 2px solid var(--text); }
        .basis { margin: 0; }
        .basis summary { padding: .35rem 0; min-height: 1.5rem; }
        .basis dl { margin: 0; min-width: 14rem; white-space: normal; text-align: left;
          font-size: .8125rem; }
        .basis dt { color: var(--soft); }
        .basis dd { margin: 0 0 .35rem; overflow-wrap: anywhere; }
        .document-chart { margin: 0 0 1rem; }
        .chart-rows { --names: 14rem; position: relative; display: grid; align-items: center;
          grid-template-columns: var(--names) minmax(0, 1fr); }
        .chart-rows > svg { overflow: visible; }
        .chart-name { padding: .1rem .5rem .1rem 0; font-size: .8125rem; text-align: right;
          overflow-wrap: anywhere; }
        .chart-rows > .chart-grid { position: absolute; left: var(--names); top: 0; height: 100%;
          width: calc(100% - var(--names)); }
        .chart-axis { width: calc(100% - 14rem); margin-left: 14rem; overflow: visible; }
        .chart-grid .grid { stroke: var(--edge); stroke-dasharray: 2 4; }
        .document-chart .scatter { grid-template-columns: 4rem minmax(0, 1fr); }
        .document-places { display: flex; margin: 0 0 .35rem 4rem; font-size: .8125rem; }
        .document-places span { flex: 1 1 0; min-width: 0; text-align: center;
          font-variant-numeric: tabular-nums; }
        .block-0 { fill: var(--soft); }
        .block-1 { fill: var(--bar); }
        .block-2 { fill: var(--raised); stroke: var(--text); }
        .block-3 { fill: var(--edge); stroke: var(--text); }
        .block-4 { fill: var(--whole); }
        .line-0, .line-1, .line-2, .line-3, .line-4 { fill: none; stroke: var(--text);
          stroke-width: 2; stroke-linecap: round; vector-effect: non-scaling-stroke; }
        .line-0 { stroke-width: 3; }
        .line-1 { stroke-dasharray: 8 6; }
        .line-2 { stroke-dasharray: 1 5; }
        .line-3 { stroke-dasharray: 10 5 1 5; }
        .line-4 { stroke: var(--bar); stroke-width: 1.5; }
        @media (max-width: 60rem) {
          .chart-axis .long { display: none; }
          .document-places span { display: flex; justify-content: center;
            writing-mode: vertical-rl; }
        }
        @media (max-width: 40rem) {
          .chart-rows { --names: 7.5rem; }
          .chart-axis { width: calc(100% - 7.5rem); margin-left: 7.5rem; }
          .chart-axis .between { display: none; }
          .document-table, .document-table tbody { display: block; width: auto; }
          .document-table thead { display: none; }
          .document-table tr { display: flex; flex-wrap: wrap; gap: 0 .6rem; padding: .5rem 0;
            border-bottom: 1px solid var(--edge); }
          .document-table :is(th, td) { display: block; max-width: none; border: 0;
            padding: .1rem 0; overflow-wrap: anywhere; }
          .document .document-table .total :is(th, td) { border: 0; }
          .document-table .total { border-top: 2px solid var(--text); }
          .document-table :is(.number, .words) { flex: 1 0 100%; display: flex; flex-wrap: wrap;
            justify-content: flex-end; align-items: center; gap: 0 .6rem; white-space: normal; }
          .document-table [data-name]::before { content: attr(data-name); flex: 1 1 25%;
            text-align: left; font-size: .8125rem; color: var(--soft); }
          .document-table .words .figure { flex: 0 1 65%; text-align: right; }
          .document-table .basis summary { padding: 0; }
          .document-table .basis[open] { flex: 1 0 100%; }
          .basis dl { min-width: 0; }
        }

        """
}
