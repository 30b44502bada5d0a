const words = (text: string): string[] => text.trim().split(/\s+/)

export interface NameStock {
  given: string[]
  family: string[]
  towns: [postcode: string, town: string][]
  streets: string[]
  country: string
}

const towns = (text: string): [string, string][] =>
  text
    .trim()
    .split(/\s*;\s*/)
    .map(entry => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)])

/** Names as `native/latin` where they have two scripts. Everything is fictitious but the names of towns. */
export const stocks: Record<'es' | 'de' | 'pl' | 'ar' | 'zh', NameStock> = {
  es: {
    country: '34',
    given: words(
      'Ana Carlos Elena Javier Laura Miguel Carmen Antonio Isabel Pablo Sofía Manuel Raquel Andrés Beatriz Sergio Rocío Álvaro Inés Hugo Noelia Óscar Pilar Rubén Teresa Víctor Yolanda Gonzalo Lorena Adrián Francisco José María Dolores Concepción Rosario Enrique Eduardo Alejandro Ignacio Jesús Guadalupe Mercedes Rafael Ricardo Roberto Santiago Vicente Susana Margarita Fernando Tomás Nicolás Gabriel Patricia Natalia Silvia Mónica Josefa Guillermo',
    ),
    family: words(
      'García Martínez López Sánchez Gómez Ruiz Díaz Moreno Álvarez Romero Navarro Torres Domínguez Vázquez Ramos Gil Serrano Blanco Molina Suárez Ortega Delgado Castro Ortiz Rubio Marín Núñez Iglesias Peña Cortés Garrido Santos Castillo Lozano Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Herrera Márquez Cabrera Flores Campos Vega Diez Fuentes Carrasco Caballero Nieto Reyes Aguilar Pascual Herrero Santana Lorenzo Hidalgo Montero Ibáñez Giménez Ferrer Durán Vicente Benítez Mora Arias Vargas Carmona Crespo Román Pastor Soto Sáez Velasco Moya Soler Parra Esteban Bravo Gallardo Rojas',
    ),
    towns: towns(
      '28013 Madrid; 08002 Barcelona; 46001 Valencia; 41004 Sevilla; 50003 Zaragoza; 29015 Málaga; 30001 Murcia; 48005 Bilbao; 03002 Alicante; 14003 Córdoba; 47001 Valladolid; 36202 Vigo; 33206 Gijón; 18001 Granada; 15003 A Coruña; 01001 Vitoria; 11003 Cádiz; 24001 León; 37002 Salamanca; 09003 Burgos',
    ),
    streets: words(
      'Mayor Real Sol Luna Cervantes Goya Velázquez Alcalá Toledo Colón Atocha Serrano Sierpes Larios Prado Nueva Ancha Olmo Rosales Jardines',
    ).map(name => `Calle ${name}`),
  },
  de: {
    country: '49',
    given: words(
      'Anna Lukas Lena Felix Katharina Stefan Jürgen Sabine Tobias Ute Matthias Heike Björn Claudia Markus Silke Günther Petra Sven Franziska Michael Andreas Thomas Wolfgang Klaus Johannes Friedrich Heinrich Elisabeth Susanne Brigitte Ursula Monika Alexander Christian Sebastian Maximilian Johanna Magdalena Gabriele Barbara Christine Jörg Käthe Rüdiger',
    ),
    family: words(
      'Müller Schmidt Schneider Fischer Becker Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Groß Weber Meyer Wagner Schulz Lange Krause Lehmann Köhler König Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel Schubert Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Albrecht Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Seidel Brandt Haas Dietrich Kuhn Pohl Engel Horn Busch Bergmann Voigt Sauer Arnold Wolff Pfeiffer',
    ),
    towns: towns(
      '10115 Berlin; 20095 Hamburg; 80331 München; 50667 Köln; 60311 Frankfurt; 70173 Stuttgart; 40213 Düsseldorf; 04109 Leipzig; 44137 Dortmund; 45127 Essen; 28195 Bremen; 01067 Dresden; 30159 Hannover; 90402 Nürnberg; 33602 Bielefeld; 53111 Bonn; 48143 Münster; 76133 Karlsruhe; 68159 Mannheim; 86150 Augsburg',
    ),
    streets: words(
      'Haupt Bahnhof Garten Schul Berg Linden Kirch Wald Ring Wiesen Mozart Goethe Schiller Rosen Mühlen Feld Park Brunnen Tal See',
    ).map(name => `${name}straße`),
  },
  pl: {
    country: '48',
    given: words(
      'Anna Piotr Krzysztof Małgorzata Katarzyna Agnieszka Barbara Tomasz Paweł Michał Marcin Jakub Zofia Magdalena Joanna Elżbieta Wojciech Łukasz Mateusz Grzegorz Andrzej Stanisław Zbigniew Jerzy Dorota Ewa Monika Aleksandra Bartłomiej Rafał Sławomir Ryszard Dariusz Natalia Karolina Zuzanna',
    ),
    family: words(
      'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Król Michalski Wróbel Wieczorek Jabłoński Nowicki Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowakowski Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński Zawadzki Bąk Sadowski Duda Jakubowski Wilk Chmielewski Borkowski Włodarczyk',
    ),
    towns: towns(
      '00-001 Warszawa; 30-001 Kraków; 90-001 Łódź; 50-001 Wrocław; 60-001 Poznań; 80-001 Gdańsk; 70-001 Szczecin; 85-001 Bydgoszcz; 20-001 Lublin; 40-001 Katowice; 15-001 Białystok; 81-001 Gdynia; 42-200 Częstochowa; 26-600 Radom; 87-100 Toruń',
    ),
    streets: words(
      'Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Łąkowa Kwiatowa Sosnowa Kościelna Akacjowa Parkowa Zielona',
    ).map(name => `ul. ${name}`),
  },
  ar: {
    country: '212',
    given: words(
      'محمد/Mohamed أحمد/Ahmed حسين/Hussein حسن/Hassan علي/Ali يوسف/Youssef إبراهيم/Ibrahim عمر/Omar خالد/Khaled مصطفى/Mustafa فاطمة/Fatima عائشة/Aisha خديجة/Khadija زينب/Zainab ليلى/Layla مريم/Mariam نور/Nour سمير/Samir كريم/Karim رشيد/Rashid سعيد/Said طارق/Tarik سليم/Salim جمال/Jamal ياسمين/Yasmin أمينة/Amina حمزة/Hamza بلال/Bilal سلمى/Salma هدى/Huda',
    ),
    family: words(
      'المصري/Masri العلوي/Alaoui بناني/Bennani الفاسي/Fassi حداد/Haddad منصور/Mansour نصار/Nassar خوري/Khoury سالم/Salem حمدان/Hamdan زيدان/Zidane مراد/Mourad شريف/Sharif قاسم/Kassem رحماني/Rahmani بكري/Bakri داود/Daoud طاهر/Tahiri صباغ/Sabbagh نجار/Najjar عثمان/Othman جابر/Jaber حكيم/Hakim فارس/Fares سويدان/Swaidan غانم/Ghanem درويش/Darwish شاهين/Shahin بركات/Barakat مرزوق/Marzouk',
    ),
    towns: towns('20000 Casablanca; 10000 Rabat; 30000 Fez; 40000 Marrakech; 90000 Tangier; 80000 Agadir; 50000 Meknes; 60000 Oujda'),
    streets: words('Hassan Atlas Andalous Palmier Jasmin Olivier Zitoun Sultan Bahia Medina').map(name => `rue ${name}`),
  },
  zh: {
    country: '86',
    given: words(
      '伟/Wei 芳/Fang 娜/Na 敏/Min 静/Jing 丽/Li 强/Qiang 磊/Lei 军/Jun 洋/Yang 勇/Yong 艳/Yan 杰/Jie 娟/Juan 涛/Tao 明/Ming 超/Chao 秀英/Xiuying 小明/Xiaoming 晓红/Xiaohong 建国/Jianguo 志强/Zhiqiang 文静/Wenjing 雨欣/Yuxin 子涵/Zihan 浩然/Haoran 嘉怡/Jiayi 俊杰/Junjie 海燕/Haiyan 春梅/Chunmei 国华/Guohua 德明/Deming 雪梅/Xuemei 天宇/Tianyu',
    ),
    family: words(
      '王/Wang 李/Li 张/Zhang 刘/Liu 陈/Chen 杨/Yang 黄/Huang 赵/Zhao 吴/Wu 周/Zhou 徐/Xu 孙/Sun 马/Ma 朱/Zhu 胡/Hu 郭/Guo 何/He 高/Gao 林/Lin 罗/Luo 郑/Zheng 梁/Liang 谢/Xie 宋/Song 唐/Tang 许/Xu 韩/Han 冯/Feng 邓/Deng 曹/Cao 彭/Peng 曾/Zeng 肖/Xiao 田/Tian 董/Dong 潘/Pan 袁/Yuan 蔡/Cai 蒋/Jiang 余/Yu',
    ),
    towns: towns(
      '100000 Beijing; 200000 Shanghai; 510000 Guangzhou; 518000 Shenzhen; 610000 Chengdu; 310000 Hangzhou; 430000 Wuhan; 710000 Xian; 210000 Nanjing; 300000 Tianjin',
    ),
    streets: words('Renmin Zhongshan Jiefang Heping Changjiang Huanghe Beijing Nanjing Xinhua Wenhua').map(name => `${name} Road`),
  },
}
