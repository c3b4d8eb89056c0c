{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>Support · {{INSTITUTION}}</title>
{{>BODY}}
<h1>Support</h1>
<p>These people are there for you whatever you answer, and whether you answer or
not. Nothing here is opened, counted or recorded.</p>
{{RESOURCES:none}}
<h2>Questions about the survey</h2>
<p>A lost code, a link that does not open, or a page that does not load: ask the
office that sent the letter. It can replace a code while it is unused. It cannot
look up, change or delete an answer: nobody can, until the survey is closed and
then only in figures for groups.</p>
{{>END}}
