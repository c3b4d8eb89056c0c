{{%AUTOESCAPE context="HTML"}}{{#RESOURCE_ENTRY}}<li><span class="name texts">{{#RESOURCE_NAME}}<span lang="{{LANGUAGE}}"{{#OTHER_LANGUAGE}} hidden{{/OTHER_LANGUAGE}}>{{TEXT}}</span>{{/RESOURCE_NAME}}</span>
<span class="ways">{{#CALL}}<a class="phone" href="tel:{{PHONE_TEL}}">{{PHONE}}</a>{{/CALL}} {{#RESOURCE_WRITE}}<a class="phone" href="sms:{{PHONE_TEL}}"><span data-word="support_text">Escribir a</span> {{PHONE}}</a>{{/RESOURCE_WRITE}} {{#RESOURCE_LINK}}<a class="phone" href="{{RESOURCE_URL}}" rel="noreferrer noopener" data-word="support_site">Sitio web</a>{{/RESOURCE_LINK}}</span>
<span class="small texts">{{#RESOURCE_HOURS}}<span lang="{{LANGUAGE}}"{{#OTHER_LANGUAGE}} hidden{{/OTHER_LANGUAGE}}>{{TEXT}}</span>{{/RESOURCE_HOURS}}</span>
<span class="quiet small texts">{{#RESOURCE_FOR}}<span lang="{{LANGUAGE}}"{{#OTHER_LANGUAGE}} hidden{{/OTHER_LANGUAGE}}>{{TEXT}}</span>{{/RESOURCE_FOR}}</span>
<span class="quiet small"><span data-word="support_learns">Quién se entera de que llamó:</span> <span class="texts">{{#RESOURCE_NOTE}}<span lang="{{LANGUAGE}}"{{#OTHER_LANGUAGE}} hidden{{/OTHER_LANGUAGE}}>{{TEXT}}</span>{{/RESOURCE_NOTE}}</span></span></li>
{{/RESOURCE_ENTRY}}
