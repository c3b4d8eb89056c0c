{{%AUTOESCAPE context="HTML"}}<figure>
<svg class="chart picture" viewBox="0 0 360 640" role="img" aria-labelledby="blind-title blind-desc">
<title id="blind-title">Cómo se firma la ficha a ciegas</title>
<desc id="blind-desc">Su navegador pone un número al azar en un sobre cerrado. La puerta uno del servidor ve su código y firma el sobre sin ver el número. Su navegador saca el número, que lleva la firma. Más tarde la puerta dos ve el número, la firma y la papeleta sellada, pero ningún código. El servidor nunca vio juntos número y código.</desc>
<line class="gridline" x1="180" y1="34" x2="180" y2="632"></line>
<text x="8" y="20" class="head">Su navegador</text>
<text x="182" y="20" class="head">El servidor</text>
<rect class="box" x="8" y="44" width="170" height="118" rx="6"></rect>
<rect class="letter" x="24" y="56" width="44" height="30"></rect><path class="letter" d="M24 56l22 16 22-16"></path>
<text x="18" y="106">1 Un número al azar,</text>
<text x="18" y="124">en un sobre que</text>
<text x="18" y="142">queda cerrado</text>
<path class="arrow" d="M178 136h24m-8-6l8 6-8 6"></path>
<rect class="box" x="182" y="176" width="170" height="136" rx="6"></rect>
<rect class="letter" x="208" y="188" width="44" height="30"></rect><path class="letter" d="M208 188l22 16 22-16"></path><path class="seal" d="M258 204l6 7 14-15"></path>
<text x="192" y="238">2 La puerta uno ve su</text>
<text x="192" y="256">código, firma el sobre</text>
<text x="192" y="274">cerrado y anota: este</text>
<text x="192" y="292">código se ha usado</text>
<path class="arrow" d="M182 286h-24m8-6l-8 6 8 6"></path>
<rect class="box" x="8" y="326" width="170" height="136" rx="6"></rect>
<path class="letter" d="M24 352h44v24h-44zM24 352l22-14 22 14"></path><path class="seal" d="M74 360l6 7 14-15"></path>
<text x="18" y="398">3 Usted saca el número.</text>
<text x="18" y="416">Lleva la firma, pero</text>
<text x="18" y="434">nadie ha visto los dos</text>
<text x="18" y="452">juntos</text>
<path class="arrow" d="M178 440h24m-8-6l8 6-8 6"></path>
<rect class="box" x="182" y="476" width="170" height="154" rx="6"></rect>
<rect class="letter" x="208" y="492" width="34" height="26"></rect><path class="letter" d="M217 492v-6a8 8 0 0 1 16 0v6"></path><path class="seal" d="M250 506l6 7 14-15"></path>
<text x="192" y="542">4 La puerta dos ve el</text>
<text x="192" y="560">número, la firma y la</text>
<text x="192" y="578">papeleta sellada. No</text>
<text x="192" y="596">ve ningún código</text>
</svg>
<figcaption>El servidor firmó algo que no podía ver. Cuando más tarde ve el número, reconoce su propia firma, pero no para quién la hizo.</figcaption>
</figure>
