{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{SUBJECT}}</title>
</head>
<body style="margin:0;padding:0;background:#f6f4ef;color:#22272b">
<div style="max-width:36em;margin:0 auto;padding:1.5em;font:16px/1.5 system-ui,sans-serif">
<p style="margin:0 0 1.5em;font-weight:600">{{INSTITUTION}}</p>
{{#BLOCK}}
{{#HEADING}}<h2 style="font-size:1.15em;margin:1.5em 0 .5em">{{TEXT}}</h2>{{/HEADING}}
{{#PARAGRAPH}}<p style="margin:0 0 1em">{{TEXT}}</p>{{/PARAGRAPH}}
{{#LINK}}<p style="margin:1.5em 0"><a href="{{URL}}" style="display:inline-block;padding:.75em 1.5em;border-radius:.4em;background:#1f5f6b;color:#ffffff;text-decoration:none;font-weight:600">{{TEXT}}</a></p>
<p style="margin:0 0 1em;font-size:.85em;word-break:break-all">{{URL}}</p>{{/LINK}}
{{#CODE}}<p style="margin:0 0 1em">{{TEXT}}<br><span style="font:600 1.05em/1.5 ui-monospace,monospace">{{SYMBOLS}}</span></p>{{/CODE}}
{{/BLOCK}}
</div>
</body>
</html>
