{{%AUTOESCAPE context="HTML"}}<figure>
<svg class="chart picture" viewBox="0 0 360 640" role="img" aria-labelledby="blind-title blind-desc">
<title id="blind-title">How the token is signed blindly</title>
<desc id="blind-desc">Your browser puts a random number into a closed envelope. Door one of the server sees your code and signs the envelope without seeing the number. Your browser takes the number out; the signature is on it. Later door two sees the number, the signature and the sealed ballot, but no code. The server never saw number and code together.</desc>
<line class="gridline" x1="180" y1="34" x2="180" y2="632"></line>
<text x="8" y="20" class="head">Your browser</text>
<text x="182" y="20" class="head">The server</text>
<rect class="box" x="8" y="44" width="170" height="118" rx="6"></rect>
<rect class="letter" x="24" y="56" width="44" height="30"></rect><path class="letter" d="M24 56l22 16 22-16"></path>
<text x="18" y="106">1 A random number,</text>
<text x="18" y="124">in an envelope</text>
<text x="18" y="142">that stays closed</text>
<path class="arrow" d="M178 136h24m-8-6l8 6-8 6"></path>
<rect class="box" x="182" y="176" width="170" height="136" rx="6"></rect>
<rect class="letter" x="208" y="188" width="44" height="30"></rect><path class="letter" d="M208 188l22 16 22-16"></path><path class="seal" d="M258 204l6 7 14-15"></path>
<text x="192" y="238">2 Door one sees your</text>
<text x="192" y="256">code, signs the closed</text>
<text x="192" y="274">envelope, and notes:</text>
<text x="192" y="292">this code is used</text>
<path class="arrow" d="M182 286h-24m8-6l-8 6 8 6"></path>
<rect class="box" x="8" y="326" width="170" height="136" rx="6"></rect>
<path class="letter" d="M24 352h44v24h-44zM24 352l22-14 22 14"></path><path class="seal" d="M74 360l6 7 14-15"></path>
<text x="18" y="398">3 You take the number</text>
<text x="18" y="416">out. The signature is</text>
<text x="18" y="434">on it, but nobody has</text>
<text x="18" y="452">seen the two together</text>
<path class="arrow" d="M178 440h24m-8-6l8 6-8 6"></path>
<rect class="box" x="182" y="476" width="170" height="154" rx="6"></rect>
<rect class="letter" x="208" y="492" width="34" height="26"></rect><path class="letter" d="M217 492v-6a8 8 0 0 1 16 0v6"></path><path class="seal" d="M250 506l6 7 14-15"></path>
<text x="192" y="542">4 Door two sees the</text>
<text x="192" y="560">number, the signature</text>
<text x="192" y="578">and the sealed ballot.</text>
<text x="192" y="596">It sees no code</text>
</svg>
<figcaption>The server signed something that it could not see. When it sees the number later, it knows its own signature, and not for whom it made it.</figcaption>
</figure>
