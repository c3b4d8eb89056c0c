{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
{{RELEASE_PART:none}}
{{>PORTFOLIO}}
{{>READING}}
{{>WAVE_SOURCE}}
{{>END}}
