{{%AUTOESCAPE context="HTML"}}
{{#SHOWN}}<td class="num"><b{{#LOW_PRECISION}} class="low-precision"{{/LOW_PRECISION}}>{{VALUE}}</b>{{#INTERVAL}}<br><span class="small quiet nowrap">{{LOW}} to {{HIGH}}</span>{{/INTERVAL}}<br><span class="small quiet nowrap">n {{N}}</span></td>{{/SHOWN}}{{#HIDDEN}}<td class="not-shown"><span>Not shown</span></td>{{/HIDDEN}}
