namespace Nq72.Cms.Rehearsal;

/// <summary>The look of a report: light, and good on paper.</summary>
internal static class RehearsalStyle
{
    public const string Css = """

        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: #1a2321; font: 15px/1.5 "Be Vietnam Pro", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
        h1 { margin: .2rem 0; font-size: 1.75rem; line-height: 1.35; color: #0a4f4a; }
        h2 { margin: 2rem 0 .6rem; padding-top: .5rem; border-top: 3px solid #0a4f4a; font-size: 1.2rem; color: #0a4f4a; }
        p, ul { margin: .4rem 0; }
        .mark { display: inline-block; margin: 0; padding: .1rem .7rem; background: #f2c879; color: #2b1a05; font-weight: 600; }
        .soft { color: #4c5955; }
        .ok { color: #12512f; }
        .bad { color: #8c1713; }
        .verdict { padding: .5rem .9rem; border-left: 5px solid; font-weight: 600; }
        .verdict.ok { background: #dcefe2; }
        .verdict.bad { background: #fbdfdd; }
        .figures { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1rem 0; }
        .figures div { display: flex; flex-direction: column-reverse; }
        .figures dd { margin: 0; font-size: 1.6rem; font-weight: 700; line-height: 1.2; }
        .figures dt { color: #4c5955; }
        table { width: 100%; border-collapse: collapse; font-size: .875rem; }
        th { padding: .35rem .6rem; border-bottom: 2px solid #857f70; text-align: left; vertical-align: bottom; color: #4c5955; }
        td { padding: .4rem .6rem; border-bottom: 1px solid #dcd6c8; vertical-align: top; overflow-wrap: anywhere; }
        .at { white-space: nowrap; font-variant-numeric: tabular-nums; width: 11rem; }
        summary { cursor: pointer; color: #0a5c55; }
        @media (max-width: 48rem) {
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table, tbody, tr, td { display: block; width: auto; }
          tr { padding: .5rem 0; border-bottom: 1px solid #857f70; }
          td { border: 0; padding: .1rem 0 .1rem 8.5rem; position: relative; min-height: 1.6rem; }
          td::before { content: attr(data-label); position: absolute; left: 0; width: 8rem; color: #4c5955; }
          .at { width: auto; }
        }
        @media print {
          body { font-size: 10pt; }
          main { padding: 0; max-width: none; }
          tr, .verdict { break-inside: avoid; }
          h2 { break-after: avoid; }
          thead { display: table-header-group; }
        }

        """;
}
