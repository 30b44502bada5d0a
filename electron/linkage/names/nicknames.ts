import { fold } from './scripts.ts'

/** Names that stand for one another, a group a line or between semicolons: the full name first where there is one. One name may be in several groups. */
const groups = `
francisco paco pancho curro fran frasco kiko quico franc francesc xisco
jose pepe pepito josep joseph chepe
maria mari marie mary maryam mariam miriam
manuel manolo manu manolito lolo
antonio toni tono antoni antón
ignacio nacho iñaki nachete
enrique quique kike henrique henry heinrich
jesus chus suso chuy
dolores lola loli lolita
concepcion concha conchi conchita
rosario charo chari
guadalupe lupe lupita
pilar pili mapi
mercedes merche meche
isabel isa chabela bela ysabel elisabeth elizabeth
teresa tere maite teresita theresa
cristina cris tina christina kristina
beatriz bea betty
alejandro alex jandro ale sandro alexander alexandre
alejandra alex sandra ale alexandra
eduardo edu lalo edward
fernando fer nando ferdinand
gonzalo gonza chalo
guillermo guille memo william wilhelm
javier javi xavier xabier
joaquin quino ximo chimo joachim
luis lucho luisito louis lluis
miguel mike miki migue michael michal
rafael rafa rafi raphael
ricardo ricky richi richard
roberto rober beto robert
santiago santi yago diego jaime
sebastian sebas bastian basti
vicente chente vicent vincent
consuelo chelo
francisca paca paqui paquita fina
josefa pepa pepi fina josefina
montserrat montse
inmaculada inma macu
encarnacion encarna encarni
milagros mila
susana susi susanne susan
margarita marga rita margarete margaret
asuncion asun
carmen carmela menchu carmina
ana anita ani anna anne ann
catalina cata katharina catherine katarzyna
pedro perico peter piotr
juan juanito juancho joan john johann jan
jorge jordi george georg
carlos charlie carles charles karl
daniel dani danny dan
david davy dave
andres andreu andrew andreas andrzej
pablo pau paul pawel
tomas tommy thomas tomasz
gabriel gabi gabo gabe
nicolas nico nicholas nikolaus
leonardo leo
lorenzo loren lawrence
victoria vicky viki
veronica vero
patricia patri patty pat trish tricia
natalia nati natalie
silvia silvi sylvia
laura lauri lalita
monica moni
rocio chio
esperanza espe
angeles angelines geli
soledad sole marisol
remedios reme
william will bill billy willie liam wm
robert rob bob bobby robbie bert
richard rick dick rich richie ricky
james jim jimmy jamie jas
john jack johnny jon johnnie
joseph joe joey jos
thomas tom tommy thos
charles charlie chuck chas
edward ed eddie ted teddy ned
henry harry hank hal
george georgie geo
michael mike mick mickey
david dave davey
daniel dan danny
matthew matt matty
andrew andy drew
anthony tony
christopher chris kit topher
nicholas nick nicky
alexander alex sandy al alec
benjamin ben benny benji
samuel sam sammy
jonathan jon jonny
patrick pat paddy
peter pete
stephen steve steven stevie
ronald ron ronnie
donald don donnie
kenneth ken kenny
gerald gerry jerry
lawrence larry laurie lawrie
frederick fred freddie freddy
timothy tim timmy
gregory greg
philip phil
douglas doug
raymond ray
walter walt wally
albert al bert bertie
arthur art artie
harold harry hal
leonard len lenny leo
nathaniel nathan nat nate
jeffrey jeff geoff geoffrey
vincent vince vinnie
zachary zach zack
joshua josh
jacob jake
theodore ted theo teddy
elizabeth liz beth betty lizzie eliza elisabeth bess betsy libby lisa
margaret maggie meg peggy marge margie daisy greta
katherine kate kathy katie catherine cathy kathryn kit kay kitty
mary molly polly mamie
ann annie nan nancy anna anne hannah
sarah sally sadie sara
jane janey jenny janet
jennifer jen jenny jenni
rebecca becky becca
susan sue susie suzie suzanne susannah
deborah deb debbie debra
barbara barb babs barbie
patricia pat patty tricia trish patsy
dorothy dot dottie dolly
frances fran fanny francie
helen nell nellie ellen eleanor nelly lena
eleanor ellie nora nell
victoria vicky tori
virginia ginny ginger
jessica jess jessie
samantha sam sammy
alexandra alex sandra lexi sasha
amanda mandy
christine chris tina chrissie christina
cynthia cindy
jacqueline jackie
josephine jo josie
judith judy
kimberly kim
pamela pam
sandra sandy
theresa terry tess tessa
abigail abby gail
caroline carrie carol caro
charlotte lottie charlie
emily em emmy
gertrude gertie trudy
isabella bella izzy isabel
martha marty mattie patty
matilda tilly mattie
johannes hans johann hannes jan
friedrich fritz fred frieder
heinrich heinz heiner henrik
wilhelm willi willy helmut
joseph sepp josef beppo
georg schorsch jorg jürgen
ludwig lutz louis
maximilian max maxi
matthias mathias matze hias
michael michi michel
stefan steffen stephan steff
tobias tobi
andreas andi anderl
alexander alex xander sascha
christian chris christl
thomas tom thommy
klaus claus niklas nikolaus
gerhard gerd gert
bernhard bernd
eberhard ebi
rudolf rudi rolf
manfred manni fred
siegfried sigi
reinhard reiner rainer
katharina kathi katja käthe katrin kati trine
elisabeth lisa elli liesel lilli sissi betti elsbeth else elke
margarete grete gretel greta marga
johanna hanna hanni
magdalena lena magda leni
helena lena leni helene
susanne susi sanne
christina tina christine christel
barbara babsi bärbel
gabriele gabi
franziska franzi
theresia resi therese thea
angelika geli angie
brigitte gitti britta birgit
ursula uschi ulla
waltraud traudl
veronika vroni
monika moni
sabine bine
sebastian basti bastian
benedikt bene
dominik domi
florian flo
philipp phil lipp
jakob jockel jack
aleksander olek alek aleks
aleksandra ola olka sandra
agnieszka aga agusia
anna ania anka andzia
andrzej jedrek
barbara basia baska
bartlomiej bartek bartosz
dorota dorotka dosia
elzbieta ela elka
ewa ewka ewunia
grzegorz grzesiek grzes
jan janek jas jasiu
jakub kuba jakubek
joanna asia aska
jozef jozek
jerzy jurek
katarzyna kasia kaska katka
krzysztof krzysiek krzys krzysio
lukasz lukaszek
malgorzata gosia goska malgosia
magdalena magda madzia
marcin marcinek
maria marysia maja
mateusz mati matek
michal michas misiek
monika monia
pawel pawelek
piotr piotrek piotrus
przemyslaw przemek
rafal rafalek
slawomir slawek
stanislaw staszek stas
stefania stefa
tadeusz tadek
tomasz tomek
wojciech wojtek
zbigniew zbyszek
zofia zosia zoska
zuzanna zuzia
beata beatka
boguslaw bogdan bodzio
dariusz darek
miroslaw mirek
jaroslaw jarek
leszek lech
ryszard rysiek
mieczyslaw mietek
wladyslaw wladek
natalia natalka
karolina karola
mohammed mohamed muhammad mohammad mohamad muhammed mehmet mohamet mhamed
ahmed ahmad achmed ahmet
hussein hossein hussain husain houssein husayn
hassan hasan hassane
ali aly
youssef yusuf yousef yousuf josef joseph yosef
ibrahim brahim abraham ebrahim
abdullah abdallah abdulah abdoullah
abdelrahman abderrahman abdulrahman abdul
omar umar omer
khalid khaled haled
mustafa mostafa moustafa
fatima fatma fatimah fatemeh fatou
aisha aicha ayesha aysha
khadija khadijah hadija
zainab zaynab zeinab zineb
layla leila laila leyla
mariam maryam meryem
noor nour nur
samir sameer
karim kareem
rashid rachid rasheed
said saeed sayed saeid
tarek tariq tarik
salim saleem selim
jamal gamal djamal
yasmin yasmine jasmin yasemin jasmine
amina aminah
hamza hamzah
bilal belal
sofia sophie zofia sophia
ekaterina katya katia catherine
aleksandr sasha alexander alex
dmitri dima dmitry
mikhail misha michael
nikolai kolya nicholas
vladimir vova volodya
natalya natasha natalia
tatiana tanya
hans hansi hannes johannes johann
francisca xisca
ulrich uli ulli
cornelia conny conni nelly
wolfgang wolfi wolf
josef jupp sepp peppi
karl kalle
alberto beto berto
ernesto neto
federico fede kiko
valentina vale tina
jose josemaria chema josema
edmund ed ned
dominic nick dom
margaret margot
adelheid heidi heide
brigitte gitta
giuseppe beppe peppe
oleksandr sasha sashko olexandr aleksandr
evgeny zhenya yevgeny eugene
viktor vitya
maria mitzi mizzi
stefanie steffi stephanie
hildegard hilde
jurgen jurg
antonia toni tonia
emilia mila emmi
luisa luisita lulu
gonzalo chalo
isabel maribel isabelita chabe; teresa mayte maite; dolores loles marilo mariloli; carmen mamen maica maika maricarmen carmencita carme
jose majo marijose mariajo marijo; jesus chusa txus marisu maje susi; luisa marisa malu marilu; angeles marian geles mariangeles; ana anamari anabel marian
mar marimar; eugenia maru geni; jose joselu josema josemi josean joserra josete josito; juan juanca juanma juanjo juanlu juanpe juanmi juanra juanfran
carlos juanca carlitos charly; luis joselu juanlu; manuel josema juanma; miguel juanmi josemi mikel miquel; ramon joserra juanra moncho; antonio josean andoni
pedro juanpe pere kepa pello; francisco juanfran pacho paquito; jesus juanje; angel gelo anxo angelito; gregorio goyo; eulalia lali laia; rosa rosi rosita
purificacion puri; visitacion visi; presentacion presen; ascension choni; encarnacion choni; amparo amparito; trinidad trini; natividad nati; adoracion dori
dorotea dori; salvador salva; leopoldo polo poldi; hipolito polo poli; rodrigo rodri; rodolfo fito; adolfo fito; alfonso fonso poncho alfons ildefonso
alfredo fredo fredy freddy fredi; arturo turo; armando mando; eugenio geni; felipe pipe feli philippe philip; graciela chela; jaime jaume james; jordi gorka xurxo jorge
juan jon xoan; andres ander; esteban esteve stephen steven stefan; estefania fani stefania; macarena maca; nuria nuri; raimundo mundo; sofia sofi; yolanda yoli
ximena jimena; lourdes lurdes; leticia leti; lucia luci; magdalena malena; marcelino lino; agustin agus tin; benito beni; benjamin benja; bernardo nardo berni
candelaria candela cande; cayetano tano; celestino tino; faustino tino; constantino tino; florentino tino floren; desiderio desi; emilio mili; emilia mili; fabian fabi
felicidad feli; feliciano feli; florencia flor; genoveva geno veva; herminia mina; isidro isi; israel isra; ismael isma; jeronimo jero; julian juli; julia juli
marcos marc mark markus; mateo mateu matthew matthias; matias mati; mauricio mau; maximo max; maximiliano max maxi; noelia noe; gustavo tavo gus; octavio tavo
pascual pascu; paula pau; humberto beto; gilberto beto gil; rigoberto beto rigo; rogelio roger; timoteo teo timo; teodoro teo theodor; valentin valen; virtudes virtu
wenceslao wences; ines agnes; catalina catuxa; dominga minga; domingo mingo txomin; ignacio natxo; joaquin kino; luis koldo; nicolasa colasa; rebeca beca; samuel samu; ruben ruby
hans hape hajo; joachim jochen achim jo; jochen achim; friederike rike frieda; ulrike uli rike; henriette jette henni; charlotte lotte; wilhelmine minna mina; karoline lina line
rosemarie rosi romy; annemarie annemie; hannelore lore hanne; eleonore lore nora; dorothea doro dorle thea; gisela gila; ingeborg inge; ingrid inge; irmgard irmi irma
anton toni; alois luis loisl; eduard edi; ferdinand ferdi; franz franzl franziskus; konrad conny kurt; lorenz lenz; leonhard leo hartl; norbert bert; hubert bert hubi
herbert herbi bert; oswald ossi; oskar ossi; ottilie otti; theodor theo; xaver veri; melanie mel melli; manuela manu; daniela dani ela; michaela michi ela; alexandra alexa xandi
andrea andi; birgit biggi gitte; konstanze conny; konstantin konsti; eva evi; julia jule; juliane jule; regina gina; renate reni; roswitha rosi; oliver olli ollie; nicole nicki nikki
matthias matze; michael micha; timotheus tim timo; tobias toby; raphael raffi; benjamin benni
abraham abe; augustus gus; bernard bernie; bradley brad; calvin cal; cameron cam; cecilia celia cissy; clifford cliff; clinton clint; curtis curt; danielle dani; dennis denny
edgar ed; edwin ed eddie; eugene gene; evelyn evie eve; florence flo flossie; francis frank; franklin frank; gabrielle gabby; georgina georgie gina; gwendolyn gwen; harriet hattie
herbert herb; howard howie; isaac ike; isabelle izzy belle; jeremiah jerry; jeremy jerry jez; jerome jerry; joanna jo; joanne jo; kathleen kathy kate kay; lauren laurie; leroy roy
leslie les; lewis lou lew; louis lou louie; louise lou; lucille lucy; lucinda cindy lucy; marvin marv; maurice morris; maxwell max; melissa missy mel; melvin mel; mildred millie
miranda mandy; mitchell mitch; natasha tasha; norman norm; olivia liv livvy; penelope penny; philippa pippa; rachel rach; randall randy; randolph randy; reginald reg reggie
roderick rod; rodney rod; rosemary rosie rose; russell russ; sidney sid; simon si; solomon sol; stanley stan; stuart stu; terence terry; valerie val; vanessa nessa; vernon vern
veronica ronnie; victor vic; vivian viv; wallace wally; wesley wes; winifred winnie; barnaby barney; bartholomew bart; michelle shelly; alfred al fred alf alfie; alan al
alison ally ali; alice allie; amelia amy millie; angela angie; annabel bella; antoinette toni; archibald archie; arnold arnie; beatrice bea trixie; constance connie; diana di
edith edie; emmanuel manny manu; ernest ernie; esther essie hester; gilbert gil bert; gillian jill; jillian jill; henrietta etta hettie; imogen immy; laura lori laurie
madeleine maddie; malcolm mal; sophia sophie; tamara tammy; tiffany tiff; wilfred wilf; brenda bren; carolyn carol lynn; cheryl cher; christina chrissy; heather heath; marcia marcy
benoit ben; frederic fred; pierre pierrot; christophe chris; genevieve ginette; elisabeth babeth; francois francis; giovanni gianni nanni; luigi gigi gino; giuseppe pino peppino
francesco franco checco; antonio tonino; vincenzo enzo; lorenzo enzo renzo; salvatore toto turi; domenico mimmo; giovanna gianna; giuseppina pina; caterina rina; margherita rita
jose ze; francisco chico xico; cornelis kees cor; willem wim wilhelmus; hendrik henk rik; pieter piet petrus; jacobus jaap koos; gerardus gerrit; antonius ton toon
johannes joop; elisabeth els liesbeth; adam adas; edward edek; eugeniusz genek; franciszek franek; henryk heniek; kazimierz kazik; marek mareczek; roman romek; sylwester sylwek
szymon szymek; waldemar waldek; wieslaw wiesiek; witold witek; alicja ala; danuta danka; genowefa gienia; halina halinka; helena hela; irena irka; iwona iwonka; izabela iza
jadwiga jadzia; janina janka; jolanta jola; julia julka; justyna justa; krystyna krysia; patrycja patka; paulina paula; renata renia; stanislawa stasia; urszula ula
weronika wera; wiktoria wika; zdzislaw zdzisiek; sebastian seba; dominik domino; artur arturek; dawid david
`

const byName = new Map<string, number[]>()
for (const [group, line] of groups.trim().split(/\n|; /).entries())
  for (const name of new Set(line.split(' ').map(fold))) byName.set(name, [...(byName.get(name) ?? []), group])

/** One may stand for the other: Paco for Francisco, Bill for William, Mohamed for Muhammad. Both folded. */
export function areNicknames(a: string, b: string): boolean {
  const groups = byName.get(a)
  return groups?.some(group => byName.get(b)?.includes(group)) ?? false
}

/** Groups that a folded name belongs to, for finding candidates. */
export function nicknameGroups(name: string): readonly number[] {
  return byName.get(name) ?? []
}
