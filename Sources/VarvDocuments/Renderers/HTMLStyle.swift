/// The one style sheet of a page: A4 when printed, a calm sheet on a screen, no script and no network.
enum HTMLStyle {
    static let sheet: StaticString = """
        :root{--ink:#1b1f24;--soft:#59626d;--line:#cfd5db;--faint:#eef1f4;--accent:#1d5673;color-scheme:light;\
        --serif:Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Georgia,"Liberation Serif",serif;\
        --sans:"Segoe UI","Helvetica Neue",Arial,"Liberation Sans",sans-serif}
        *{box-sizing:border-box}
        html{background:#e9ecef;-webkit-text-size-adjust:100%}
        body{margin:0;color:var(--ink);font:17px/1.55 var(--serif);font-variant-numeric:lining-nums;hyphens:manual}
        main{max-width:49rem;margin:2.5rem auto;padding:3.6rem 4rem 3rem;background:#fff;\
        box-shadow:0 1px 2px #0002,0 8px 28px #0001}
        header{border-bottom:2px solid var(--accent);padding-bottom:1.1rem;margin-bottom:1.9rem}
        .org{font:600 .78rem/1.3 var(--sans);letter-spacing:.07em;text-transform:uppercase;color:var(--accent);\
        margin:0 0 .55rem}
        h1{font:600 1.95rem/1.2 var(--serif);letter-spacing:-.01em;margin:0;text-wrap:balance}
        .meta{font:.86rem/1.5 var(--sans);color:var(--soft);margin:.6rem 0 0}
        h2,h3,h4,h5,h6{line-height:1.3;margin:2.2rem 0 .7rem;break-after:avoid;text-wrap:balance}
        h2{font:600 1.32rem/1.3 var(--serif)}
        h3{font:600 1.02rem/1.4 var(--sans);margin-top:1.7rem}
        h4,h5,h6{font:600 .92rem/1.4 var(--sans);color:var(--soft)}
        p,ul,ol,blockquote,pre{margin:0 0 .9rem}
        p{orphans:3;widows:3}
        ul,ol{padding-left:1.4rem}
        li{margin:.2rem 0}
        li>p{margin:0 0 .3rem}
        li>ul,li>ol{margin:.2rem 0}
        blockquote{border-left:3px solid var(--accent);padding:.1rem 0 .1rem 1.1rem;margin-left:0;color:#333b44}
        blockquote>:last-child{margin-bottom:0}
        code,pre{font:.86em/1.45 "Liberation Mono",Consolas,Menlo,monospace;background:var(--faint);border-radius:3px}
        code{padding:.1em .3em}
        pre{padding:.7rem .9rem;white-space:pre-wrap;overflow-wrap:anywhere}
        hr{border:0;border-top:1px solid var(--line);margin:1.8rem 0}
        .wide{overflow-x:auto;margin:1.1rem 0 1.7rem}
        table{border-collapse:collapse;width:100%;font:.88rem/1.42 var(--sans);font-variant-numeric:tabular-nums lining-nums}
        caption,figcaption{font:600 .95rem/1.4 var(--sans);text-align:left;padding:0 0 .5rem;break-after:avoid}
        thead{display:table-header-group}
        tr{break-inside:avoid}
        th,td{text-align:left;vertical-align:baseline;padding:.42rem .95rem .42rem 0;border-bottom:1px solid var(--line)}
        th:last-child,td:last-child{padding-right:0}
        thead th{font-weight:600;font-size:.8rem;color:var(--soft);vertical-align:bottom;border-bottom:1.5px solid var(--ink)}
        tbody th{font-weight:600}
        .n{text-align:right;white-space:nowrap}
        .c{text-align:center}
        .fill{width:19%}
        time,.who{white-space:nowrap}
        thead .n{white-space:normal}
        figure{margin:1.1rem 0 1.8rem}
        .bars td,.bars th{border:0;padding:.3rem .8rem .3rem 0;font-weight:400;vertical-align:middle}
        .bars th{width:46%}
        .bars .n{font-weight:600;width:1%}
        .bars .note{color:var(--soft);white-space:nowrap;width:1%;padding-right:0}
        .bars svg{display:block;width:100%;height:.9rem;min-width:6rem}
        .track{fill:#eaeef1}
        .bar{fill:var(--accent)}
        .ruled{margin:1.4rem 0;break-inside:avoid}
        .ruled p{margin:0;font:600 .92rem/1.4 var(--sans)}
        .ruled i{display:block;height:2.1rem;border-bottom:1px solid #8b949e}
        .break{break-after:page;border-top:1px dashed var(--line);margin:2.5rem 0}
        .field{border:0;padding:0;margin:1.5rem 0 1.7rem;min-width:0;break-inside:avoid}
        .ask{display:block;font:600 .98rem/1.45 var(--sans);padding:0;margin:0 0 .35rem}
        .ask em{font-style:italic}
        .must{font:400 .78rem var(--sans);color:var(--accent);margin-left:.4em;white-space:nowrap}
        .help{font:.86rem/1.45 var(--sans);color:var(--soft);margin:0 0 .45rem}
        .part{display:grid;grid-template-columns:6.2rem 1fr;gap:.2rem .8rem;align-items:start;margin:.5rem 0}
        .part>label,.part>span{font:.86rem/1.5 var(--sans);color:var(--soft);padding-top:.3rem}
        .pick{display:flex;gap:.55rem;align-items:baseline;font:.95rem/1.45 var(--sans);padding:.16rem 0}
        .pick input{flex:none;width:1rem;height:1rem;margin:0;transform:translateY(.12rem);accent-color:var(--accent)}
        input.line,select,textarea{font:1rem/2rem var(--serif);color:inherit;width:100%;border:0;border-radius:0;\
        padding:0 .15rem;background:transparent;border-bottom:1px solid #8b949e}
        input.short,select{max-width:20rem;height:2.1rem}
        textarea{display:block;resize:vertical;border-bottom:0;line-height:2rem;\
        background:repeating-linear-gradient(transparent 0 calc(2rem - 1px),#8b949e calc(2rem - 1px) 2rem) local;\
        -webkit-print-color-adjust:exact;print-color-adjust:exact}
        :focus-visible{outline:2px solid var(--accent);outline-offset:3px}
        abbr{text-decoration:none}
        footer{margin-top:2.8rem;padding-top:.8rem;border-top:1px solid var(--line);\
        font:.76rem/1.55 var(--sans);color:var(--soft)}
        footer p{margin:0}
        @media(max-width:640px){main{margin:0;padding:1.6rem 1.2rem}.part{grid-template-columns:1fr}}
        @page{size:A4;margin:19mm 20mm 20mm;\
        @bottom-right{content:counter(page) " (" counter(pages) ")";font:8pt Arial,"Liberation Sans",sans-serif;color:#59626d}}
        @media print{html{background:none}body{font-size:10.6pt}\
        main{max-width:none;margin:0;padding:0;box-shadow:none}.wide{overflow:visible}\
        .break{border:0;margin:0}h2{margin-top:1.7rem}svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}\
        textarea{resize:none}select{appearance:none}::-webkit-calendar-picker-indicator{display:none}}

        """
}
