{{%AUTOESCAPE context="HTML"}}
<nav class="parts" aria-label="Parts of the results"><ul>{{#PART}}<li>{{#PART_HERE}}<b aria-current="page">{{PART_NAME}}</b>{{/PART_HERE}}{{#PART_OVERVIEW}}<a href="/results/{{WAVE}}">{{PART_NAME}}</a>{{/PART_OVERVIEW}}{{#PART_OTHER}}<a href="/results/{{WAVE}}/{{PART_PATH}}">{{PART_NAME}}</a>{{/PART_OTHER}}</li>{{/PART}}</ul></nav>
