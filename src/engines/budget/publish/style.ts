// The look of the published budget: the tokens of “calm harbour”, phone first, a print view, no script.

/** Inlined into pages that stand alone; a server sends it once, as a file. */
export const STYLE = `
:root{--ink:#1A2330;--ink2:#4A5563;--mut:#5F6B7A;--paper:#F6F7F5;--card:#fff;--line:#DDE2E6;--brand:#0B5CAD;--deep:#0A3F78;--tint:#E8F0F8;--jade:#12704A;--jadet:#E4F3EB;--amb:#8A5300;--ambt:#FFF3DC;--red:#B3261E;--redt:#FDECEA}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 -apple-system,"PingFang SC","HarmonyOS Sans SC",MiSans,"Microsoft YaHei","Noto Sans CJK SC",sans-serif}
[lang=en]>body{font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans","Noto Sans",sans-serif}
a{color:var(--brand);text-decoration:none}a:hover,p a,li>a,td.hint a{text-decoration:underline;text-underline-offset:3px}
:focus-visible{outline:3px solid #FFBF00;box-shadow:0 0 0 5px var(--ink)}
:target{background:var(--ambt)}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:#fff;padding:8px;z-index:1}
.top{background:var(--deep);color:#fff;font-size:14px}.top a{display:inline-block;min-height:28px;color:#fff;font-weight:600}.top div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 24px}.top [role=group] a{margin-left:16px;font-weight:400}.top [role=group] a:first-child{margin-left:0}.top [aria-current]{text-decoration:underline;text-underline-offset:4px}.zh{display:block;font-size:14px;font-weight:400;line-height:1.5;color:var(--mut)}.top div,nav div,main,footer{max-width:1120px;margin:auto;padding:8px 16px}
nav{background:var(--card);border-bottom:1px solid var(--line)}nav div{display:flex;flex-wrap:wrap;gap:0 20px;align-items:center}
nav a{display:inline-block;min-height:44px;line-height:44px;color:var(--ink2)}nav a[aria-current]{color:var(--brand);font-weight:600}nav b{color:var(--ink);margin-right:auto}
main{padding-bottom:48px}
h1{font-size:28px;line-height:1.35;margin:32px 0 8px}h2{font-size:22px;line-height:1.35;margin:48px 0 8px}h3{font-size:18px;margin:24px 0 4px}
p{margin:4px 0 12px}.lead{font-size:18px;color:var(--ink2)}.hint{font-size:14px;color:var(--mut)}
table{border-collapse:collapse;width:100%;font-size:14px;background:var(--card)}
th{font-weight:400;color:var(--mut);text-align:left;border-bottom:1px solid var(--mut)}th,td{padding:8px;vertical-align:top}td{border-bottom:1px solid #EBEEF0}
caption{text-align:left;color:var(--mut);padding:8px 0}.n{font-variant-numeric:tabular-nums;white-space:nowrap}td.n,th.n{text-align:right}.z{color:var(--mut)}tr.sum td{font-weight:600;border-top:1px solid var(--mut)}
.wide{overflow-x:auto}.bar{display:block;width:100%;height:8px;fill:var(--brand);margin-top:4px}.bar.grey{fill:#7A8694}.bar.och{fill:#B9770E}.bar.gap{fill:none;stroke:var(--amb);stroke-dasharray:3}
.flow svg{display:none;width:100%;height:auto}
.chip{display:inline-block;border-radius:999px;padding:0 10px;font-size:14px}a.chip{min-height:28px;line-height:28px;margin:2px 0}.chip.ok{background:var(--jadet);color:var(--jade)}.chip.no{background:var(--redt);color:var(--red)}.chip.am{background:var(--ambt);color:var(--amb)}
.was{background:var(--ambt);color:var(--amb);padding:0 6px}.now{background:var(--jadet);color:var(--jade);padding:0 6px}
.find{border-top:1px solid var(--line);padding:12px 0}.find p{margin:2px 0}
.cells{display:grid;grid-template-columns:repeat(auto-fill,minmax(48px,1fr));gap:4px;padding:0;list-style:none}.cells a{display:block;text-decoration:none;min-height:44px;line-height:44px;text-align:center;background:var(--jadet);color:var(--jade);font-size:14px}.cells .no{background:var(--redt);color:var(--red)}.cells .am{background:var(--ambt);color:var(--amb)}
.two{display:grid;gap:0 32px}dl{margin:0}dt{color:var(--mut);font-size:14px}dd{margin:0 0 8px}
form label{display:block;color:var(--ink2)}input,button{min-height:44px;padding:0 12px;border:1px solid var(--mut);border-radius:6px;font:inherit}input{width:min(420px,60vw)}button{background:var(--brand);border-color:var(--brand);color:#fff}main li{padding:4px 0}
footer{border-top:1px solid var(--line);color:var(--mut);font-size:14px}
@media(min-width:720px){h1{font-size:36px}.flow svg{display:block}.two{grid-template-columns:1fr 1fr}.bar.fl{display:none}}
@media(max-width:719px){.src{display:none}.rows thead{display:none}.rows tr{display:grid;grid-template-columns:1fr auto;padding:8px 0;border-bottom:1px solid #EBEEF0}.rows td{border:0;padding:0 8px}.rows td.all{grid-column:1/-1}}
@media print{nav,.top,.skip{display:none}body{background:#fff;font-size:11pt}a{color:inherit}h2{break-after:avoid}tr,.find{break-inside:avoid}.flow svg{display:block}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`
  .trim()
  .replace(/\n/g, '')
