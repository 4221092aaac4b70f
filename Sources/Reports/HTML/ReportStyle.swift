/// The look of a report: one style sheet for light and dark, wide and narrow, screen and paper.
enum ReportStyle {
  static let sheet = """
    :root{color-scheme:light dark;--bg:#fff;--card:#f7f8fa;--ink:#16202e;--soft:#5b6778;\
    --rule:#dfe3e9;--c0:#1f5fd0;--c1:#c2620e;--c2:#0a7d63;--c3:#8a3ab9;--c4:#b3304f;--c5:#4d7c0f;\
    --c6:#0e7490;--c7:#7c5b1b;--ref:#98a2b3;--gain:#0a7d4f;--loss:#c0262d;--note:#8a5a00;\
    --notebg:#fff6e0}
    @media (prefers-color-scheme:dark){:root{--bg:#10151c;--card:#18202a;--ink:#e5e9ef;\
    --soft:#98a4b5;--rule:#2a3442;--c0:#6ea3ff;--c1:#f2a65a;--c2:#4fd1ae;--c3:#c792ea;\
    --c4:#ff8fa3;--c5:#a3d977;--c6:#5fd0e6;--c7:#d9b872;--ref:#6b7686;--gain:#4cd38c;\
    --loss:#ff7b7b;--note:#f5cf7a;--notebg:#2b2412}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--bg);color:var(--ink);\
    font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;\
    -webkit-text-size-adjust:100%}
    main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}
    h1{font-size:26px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em}
    h2{font-size:17px;margin:40px 0 4px}
    p{margin:0 0 12px}
    .sub,.remark{color:var(--soft)}
    .facts{display:flex;flex-wrap:wrap;gap:4px 20px;margin:16px 0 0;padding:0;list-style:none;\
    font-size:13px;color:var(--soft)}
    .facts b{color:var(--ink);font-weight:600}
    .notes{margin:20px 0 0;padding:10px 14px 10px 32px;background:var(--notebg);color:var(--note);\
    border-radius:8px;font-size:13.5px}
    .heads{display:grid;grid-template-columns:repeat(auto-fit,minmax(148px,1fr));gap:10px;\
    margin:24px 0 0}
    .head{background:var(--card);border-radius:10px;padding:12px 14px;min-width:0}
    .head small{display:block;color:var(--soft);font-size:12px;line-height:1.35}
    .head strong{display:block;font-size:21px;line-height:1.3;font-weight:650;\
    font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .gain{color:var(--gain)}.loss{color:var(--loss)}.quiet{color:var(--soft)}
    .chart{margin:14px 0 0}
    .plot{position:relative;height:300px;margin:0 0 24px 54px}
    .low .plot{height:150px}
    .plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
    .plot path{fill:none;vector-effect:non-scaling-stroke;stroke-linejoin:round}
    .grid{stroke:var(--rule);stroke-width:1}
    .line{stroke-width:1.6}.ref{stroke:var(--ref);stroke-width:1.2}
    .plot path.area{stroke:none;fill:var(--c0);opacity:.16}
    .loss-area .line{stroke:var(--loss)}.loss-area path.area{fill:var(--loss)}
    .plots .plot{height:340px}.plots .plot svg{overflow:hidden}
    .plots .plot svg.marks{overflow:visible;font-size:11px}
    .plot path.price{stroke:var(--soft);stroke-width:1.1}
    .plot path.fill{stroke:none}.plot path.level{stroke-width:1}
    .plot path.bars{stroke-width:1;stroke-linejoin:miter}
    .plot path.dash{stroke-dasharray:5 4}
    .plot path.dots{stroke-width:3.5;stroke-linecap:round}
    .marks path{vector-effect:none}.plot .marks path{fill:inherit}
    .plot span{position:absolute;font-size:11.5px;color:var(--soft);white-space:nowrap;\
    font-variant-numeric:tabular-nums}
    .y{right:100%;margin-right:8px;transform:translateY(-50%)}
    .x{top:100%;margin-top:5px;transform:translateX(-50%)}
    .legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin-left:54px;font-size:12.5px;\
    color:var(--soft)}
    .legend b{margin-right:5px;font-weight:400}
    .legend i{display:inline-block;width:14px;height:3px;border-radius:2px;margin-right:6px;\
    vertical-align:middle;background:currentColor}
    .legend i.area{height:10px}
    .scroll{overflow-x:auto;margin:12px 0 0}
    table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
    th{font-weight:600;color:var(--soft);text-align:left;border-bottom:1px solid var(--rule);\
    padding:6px 10px;white-space:nowrap}
    td{padding:5px 10px;border-bottom:1px solid var(--rule);overflow-wrap:break-word}
    th:first-child,td:first-child{padding-left:0}
    .n{text-align:right;white-space:nowrap}
    .bar{display:inline-block;position:relative;width:110px;height:10px;margin-left:10px;\
    vertical-align:middle;background:linear-gradient(var(--rule),var(--rule)) center/100% 1px \
    no-repeat}
    .bar i{position:absolute;top:3px;height:4px;border-radius:2px;background:var(--c0);opacity:.45;\
    min-width:2px}
    .bar b{position:absolute;top:0;width:4px;height:10px;margin-left:-2px;border-radius:2px;\
    background:var(--c0)}
    .months td,.months th{text-align:right;padding:5px 6px}
    .months th:first-child{text-align:left}
    .months td{border-bottom:2px solid var(--bg)}
    .months td.up{background:color-mix(in srgb,var(--gain) calc(var(--v)*1%),transparent)}
    .months td.down{background:color-mix(in srgb,var(--loss) calc(var(--v)*1%),transparent)}
    .months td:last-child{font-weight:600}
    summary{cursor:pointer;font-size:17px;font-weight:700;margin:40px 0 4px}
    footer{margin-top:48px;font-size:12.5px;color:var(--soft)}
    @media (max-width:640px){main{padding:20px 14px 48px}h1{font-size:22px}\
    .plot{height:220px;margin-left:46px}\
    .plots .plot{height:280px}.legend{margin-left:0}.x:nth-of-type(even){display:none}\
    .heads{grid-template-columns:1fr 1fr}.head strong{font-size:19px}}
    @media print{main{max-width:none}.head{border:1px solid var(--rule)}}
    """
}
