{{%AUTOESCAPE context="HTML"}}<li><span class="name texts">{{#RESOURCE_NAME}}<span lang="{{LANGUAGE}}"{{#OTHER_LANGUAGE}} hidden{{/OTHER_LANGUAGE}}>{{TEXT}}</span>{{/RESOURCE_NAME}}</span>
{{#CALL}}<a class="phone" href="tel:{{PHONE_TEL}}">{{PHONE}}</a>
{{/CALL}}<span class="quiet small texts">{{#RESOURCE_HOURS}}<span lang="{{LANGUAGE}}"{{#OTHER_LANGUAGE}} hidden{{/OTHER_LANGUAGE}}>{{TEXT}}</span>{{/RESOURCE_HOURS}}</span>
<span class="quiet small texts">{{#RESOURCE_NOTE}}<span lang="{{LANGUAGE}}"{{#OTHER_LANGUAGE}} hidden{{/OTHER_LANGUAGE}}>{{TEXT}}</span>{{/RESOURCE_NOTE}}</span></li>
