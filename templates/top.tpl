{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>{{PAGE_TITLE}} · Chorus</title>
{{>BODY}}
